"""An address that is refused for good: marked, told once, nothing more sent, until it is changed or cleared."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.models import Role
from people.refusals import Refused
from reminders.addresses.services import KEPT_BACK, clear
from reminders.delivering import deliver
from reminders.models import Message, RefusedAddress
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.reminders.making import make_message
from tests.reminders.servers import serving

pytestmark = pytest.mark.django_db
State = Message.State
WORDS = "550 5.1.1 No such mailbox"


@pytest.fixture
def server(settings):
    with serving() as (server, port):
        settings.EMAIL_PORT = port
        yield server


@pytest.fixture
def trust():
    return OrganisationFactory()


@pytest.fixture
def keeper(trust):
    return MembershipFactory(organisation=trust, role=Role.ORGANISATION_ADMIN).user


@pytest.fixture
def person(trust, keeper, server):
    """Of the trust; their address is refused."""
    user = MembershipFactory(organisation=trust, role=Role.CLINICIAN).user
    server.on_rcpt[user.email] = WORDS
    return user


def to_person(person):
    return Message.objects.filter(user=person).order_by("pk")


def test_it_is_marked_with_who_when_and_the_servers_words(person):
    message = make_message(user=person)
    deliver()
    refused = RefusedAddress.objects.get()
    assert (refused.address, refused.user, refused.words) == (person.email, person, WORDS)
    assert timezone.now() - refused.refused_at < timedelta(minutes=1)
    message.refresh_from_db()
    assert (message.state, message.trouble, message.why) == (State.HELD, WORDS, "address")


def test_the_administrator_is_told_once_with_the_servers_words(person, keeper, server):
    elsewhere = MembershipFactory(role=Role.ORGANISATION_ADMIN).user
    for _ in range(3):
        make_message(user=person)
    deliver()
    make_message(user=person)
    deliver()
    deliver()
    told = Message.objects.get(user=keeper)
    assert WORDS in told.text
    assert person.email in told.text
    assert told.message_id in server.ids
    assert not Message.objects.filter(user=elsewhere).exists()


def test_nothing_more_is_tried_there_and_all_of_it_stays_in_the_service(person, server):
    make_message(user=person)
    deliver()
    later = make_message(user=person)
    deliver()
    later.refresh_from_db()
    assert (later.state, later.attempts) == (State.HELD, 0)
    assert "until it is changed or cleared" in later.trouble
    assert to_person(person).count() == 2


def test_a_full_claim_of_refused_addresses_does_not_keep_others_waiting(person, server):
    make_message(user=person)
    deliver()
    for _ in range(5):
        make_message(user=person)
    good = make_message()
    deliver(limit=3)
    assert good.message_id in server.ids


def test_cleared_by_its_administrator_what_was_held_back_goes_out(person, keeper, server):
    make_message(user=person), make_message(user=person)
    deliver()
    deliver()
    server.on_rcpt.clear()
    clear(RefusedAddress.objects.get(), by=keeper)
    assert deliver() == 2
    assert set(to_person(person).values_list("state", flat=True)) == {State.SENT}
    assert RefusedAddress.objects.get().cleared_by == keeper


def test_refused_again_after_clearing_it_is_told_again(person, keeper):
    make_message(user=person)
    deliver()
    clear(RefusedAddress.objects.get(), by=keeper)
    deliver()
    assert RefusedAddress.objects.filter(cleared_at=None).count() == 1
    assert Message.objects.filter(user=keeper).count() == 2


def test_clearing_twice_is_refused_in_words(person, keeper):
    make_message(user=person)
    deliver()
    refused = RefusedAddress.objects.get()
    clear(refused, by=keeper)
    with pytest.raises(Refused, match="no longer refused"):
        clear(refused, by=keeper)


def test_nobody_else_clears_it(person):
    make_message(user=person)
    deliver()
    other = MembershipFactory(role=Role.ORGANISATION_ADMIN).user
    for who in (other, person):
        with pytest.raises(PermissionDenied):
            clear(RefusedAddress.objects.get(), by=who)


def test_changed_what_was_held_back_goes_to_the_new_address(person, server):
    make_message(user=person), make_message(user=person)
    deliver()
    deliver()
    person.email = "right@tests.example"
    person.save()
    assert deliver() == 2
    assert server.to.count("right@tests.example") == 2
    assert not RefusedAddress.objects.filter(cleared_at=None).exists()


def test_what_was_held_back_for_too_long_is_not_sent(person, keeper, server):
    make_message(user=person)
    deliver()
    Message.objects.filter(user=person).update(created_at=timezone.now() - KEPT_BACK - timedelta(days=1))
    server.on_rcpt.clear()
    clear(RefusedAddress.objects.get(), by=keeper)
    deliver()
    old = to_person(person).get()
    assert old.state == State.FAILED
    assert "30 days" in old.trouble


def test_a_policy_of_the_mail_server_condemns_no_address(server):
    message = make_message(user=UserFactory())
    server.on_rcpt[message.to] = "550 5.7.1 Relaying denied"
    deliver()
    message.refresh_from_db()
    assert message.state == State.FAILED
    assert not RefusedAddress.objects.exists()
