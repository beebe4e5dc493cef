"""The queue page: what an administrator sees, and what they can do about it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from reminders.models import Message, RefusedAddress
from reminders.queue.services import MOST, retry
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.reminders.making import make_message

pytestmark = pytest.mark.django_db
State = Message.State
BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST = "/reminders/queue/"


@pytest.fixture
def trust():
    return OrganisationFactory()


@pytest.fixture
def keeper(trust, client):
    user = MembershipFactory(organisation=trust, role=Role.ORGANISATION_ADMIN).user
    client.force_login(user, backend=BACKEND)
    return user


@pytest.fixture
def member(trust):
    return MembershipFactory(organisation=trust, role=Role.CLINICIAN, user__name="Dr Member").user


def words(response):
    return " ".join(response.content.decode().split())


def test_each_letter_stands_with_its_state_reason_and_age(client, keeper, member):
    make_message(user=member, kind="split", subject="A split to sign", trouble="451 Come again", attempts=2)
    Message.objects.update(created_at=timezone.now() - timedelta(days=3))
    page = words(client.get(LIST))
    for said in ("Dr Member", "A split to sign", "Waiting", "451 Come again", "3 days ago", "2 tries, the next on"):
        assert said in page


def test_an_administrator_sees_letters_to_own_members_alone_and_staff_sees_all(client, keeper, member):
    make_message(user=member, kind="split", subject="Ours")
    make_message(kind="split", subject="Theirs")
    page = words(client.get(LIST))
    assert "Ours" in page
    assert "Theirs" not in page
    client.force_login(UserFactory(is_staff=True), backend=BACKEND)
    page = words(client.get(LIST))
    assert "Ours" in page
    assert "Theirs" in page


def test_content_is_never_shown_and_private_matters_not_even_by_their_subject(client, keeper, member):
    make_message(user=member, kind="application", subject="Your application elsewhere", text="Dear", html="Dear")
    page = words(client.get(LIST))
    assert "Private to its reader" in page
    assert "elsewhere" not in page
    assert "Dear" not in page


def test_filters_stand_in_the_address_and_combine(client, keeper, member):
    make_message(user=member, kind="split", subject="Late", why="answer")
    make_message(user=member, kind="split", subject="Gone", state=State.SENT, sent_at=timezone.now())
    make_message(user=member, kind="split", subject="Broken", state=State.FAILED, why="letter")
    found = {
        query: {name for name in ("Late", "Gone", "Broken") if name in words(client.get(LIST + query))}
        for query in ("", "?show=sent", "?show=failed", "?why=answer", "?why=answer&show=failed", "?q=member", "?q=xyz")
    }
    assert found == {
        "": {"Late", "Broken"},
        "?show=sent": {"Gone"},
        "?show=failed": {"Broken"},
        "?why=answer": {"Late"},
        "?why=answer&show=failed": set(),
        "?q=member": {"Late", "Broken"},
        "?q=xyz": set(),
    }


@pytest.mark.parametrize("query", ["?show=nonsense&why=x&order=y&page=-1&q=%00", "?page=99999999999999999999"])
def test_a_strange_address_shows_the_usual(client, keeper, member, query):
    make_message(user=member, kind="split", subject="Late")
    assert "Late" in words(client.get(LIST + query))


def test_oldest_first_and_the_other_way_round(client, keeper, member):
    for name in ("First", "Second"):
        make_message(user=member, kind="split", subject=name)
    old = words(client.get(LIST))
    new = words(client.get(LIST + "?order=newest"))
    assert old.index("First") < old.index("Second")
    assert new.index("Second") < new.index("First")


def test_queries_do_not_grow_with_letters(client, keeper, member):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    make_message(user=member)
    client.get(LIST)
    few = queries()
    for _ in range(60):
        make_message(user=member)
    assert queries() == few


def test_several_are_sent_again_at_once_and_the_page_comes_back_as_it_was(client, keeper, member):
    failed = [make_message(user=member, state=State.FAILED, attempts=50, trouble="554 No") for _ in range(2)]
    left = make_message(user=member, state=State.FAILED)
    chosen = {"message": [str(message.pk) for message in failed], "back": "?show=failed"}
    response = client.post(LIST + "retry/", chosen)
    assert response["Location"] == f"{LIST}?show=failed"
    again = Message.objects.filter(state=State.WAITING)
    assert set(again) == set(failed)
    assert set(again.values_list("attempts", flat=True)) == {0}
    assert f"{keeper} asked to send it again" in again[0].trouble
    assert "554 No" in again[0].trouble
    left.refresh_from_db()
    assert left.state == State.FAILED
    assert "2 letters will be sent" in words(client.get(LIST))


def test_sent_again_it_goes_to_the_persons_address_of_today(keeper, member):
    message = make_message(user=member, state=State.FAILED, to="old@tests.example")
    retry([message.pk], by=keeper)
    message.refresh_from_db()
    assert message.to == member.email


def test_one_in_doubt_goes_only_where_the_risk_is_taken(keeper, member):
    message = make_message(user=member, state=State.DOUBT)
    assert retry([message.pk], by=keeper).number == 0
    assert retry([message.pk], by=keeper, doubtful=True).number == 1


@pytest.mark.parametrize("state", [State.SENT, State.CLAIMED, State.HANDING, State.HELD])
def test_what_is_sent_under_way_or_held_back_is_not_sent_again_and_it_says_why(keeper, member, state):
    message = make_message(user=member, state=state)
    done = retry([message.pk], by=keeper, doubtful=True)
    message.refresh_from_db()
    assert (done.number, message.state) == (0, state)
    assert done.left[0].startswith("1 letter: ")


def test_nobody_elses_letters_are_sent_again(client, keeper):
    theirs = make_message(state=State.FAILED)
    client.post(LIST + "retry/", {"message": [str(theirs.pk)]})
    theirs.refresh_from_db()
    assert theirs.state == State.FAILED


@pytest.mark.parametrize("sent", [{}, {"message": ["x", "", "9" * 30, "-1"]}, {"back": "//evil.example/"}])
def test_nothing_chosen_says_what_to_do_and_leads_nowhere_else(client, keeper, sent):
    response = client.post(LIST + "retry/", sent)
    assert response["Location"] == LIST
    assert "tick the box" in words(client.get(LIST))


def test_no_more_than_the_most_are_sent_again_at_once(keeper, member):
    message = make_message(user=member, state=State.FAILED)
    assert retry([*range(-MOST, 0), message.pk], by=keeper).number == 0


def test_a_refused_address_stands_with_the_servers_words_and_is_cleared_there(client, keeper, member):
    refused = RefusedAddress.objects.create(
        address=member.email, user=member, words="550 Gone <away>", refused_at=timezone.now()
    )
    held = make_message(user=member, state=State.HELD)
    assert "1 address is refused" in words(client.get(LIST))
    page = words(client.get(reverse("queue:addresses")))
    assert "550 Gone &lt;away&gt;" in page
    client.post(reverse("queue:clear-address", args=[refused.pk]))
    held.refresh_from_db()
    assert held.state == State.WAITING
    assert "No address is refused" in words(client.get(reverse("queue:addresses")))
    client.post(reverse("queue:clear-address", args=[refused.pk]))
    assert "no longer refused" in words(client.get(reverse("queue:addresses")))
