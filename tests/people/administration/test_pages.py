"""An organisation's administrator gives roles, ends them, and keeps the services."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from people.administration.services import change_role, give_role
from people.history import history_of
from people.memberships.policies import holds_role
from people.models import Membership, Organisation, Role, Service, User
from people.refusals import Refused
from tests.factories import MembershipFactory, OrganisationFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def trust() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def keeper(trust, client) -> User:
    user = MembershipFactory(organisation=trust, role=Role.ORGANISATION_ADMIN).user
    client.force_login(user, backend=BACKEND)
    return user


def said(response) -> str:
    return " ".join(response.content.decode().split())


def typed(**changes: str) -> dict[str, str]:
    today = timezone.localdate()
    return {"email": "new@tests.example", "name": "Dr New", "role": "hr", "starts": today.isoformat(), **changes}


def test_someone_new_gets_an_account_a_role_and_a_way_to_choose_a_password(client, keeper, trust):
    response = client.post(reverse("organisation:add", args=[trust.pk]), typed(), follow=True)
    assert "They have no password yet" in said(response)
    user = User.objects.get(email="new@tests.example")
    assert holds_role(user, Role.HR, trust)
    assert not user.has_usable_password()
    client.logout()
    client.post(reverse("account_reset_password"), {"email": user.email})
    assert [letter.to for letter in mail.outbox] == [[user.email]]


def test_someone_known_keeps_their_name_and_gets_the_role_for_a_service_and_a_time(client, keeper, trust):
    known, ward = UserFactory(name="Known"), ServiceFactory(organisation=trust)
    last = timezone.localdate() + timedelta(days=30)
    changes = {"email": known.email.upper(), "role": "service_lead", "service": str(ward.pk)}
    client.post(reverse("organisation:add", args=[trust.pk]), typed(**changes, last_day=last.isoformat()))
    held = Membership.objects.get(user=known)
    assert (held.role, held.service, held.period.upper) == (Role.SERVICE_LEAD, ward, last + timedelta(days=1))
    assert known.name == "Known"
    assert history_of(held)[0].who == str(keeper)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": ""}, "Enter email address"),
        ({"email": "x"}, "in the correct format"),
        ({"name": ""}, "nobody has an account with this address yet"),
        ({"role": ""}, "Choose a role"),
        ({"role": "king"}, "Choose role from the list"),
        ({"service": "999999"}, "Choose service from the list"),
        ({"starts": ""}, "Enter the first day"),
        ({"last_day": "2001-01-01"}, "The last day must be the first day or later"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_keeps_what_was_typed_and_changes_nothing(
    client, keeper, trust, changes, sentence
):
    text = said(client.post(reverse("organisation:add", args=[trust.pk]), typed(**changes)))
    assert sentence in text
    assert Membership.objects.count() == 1
    assert not User.objects.filter(email="new@tests.example").exists()


def test_a_service_of_another_organisation_is_not_in_the_list(client, keeper, trust):
    foreign = ServiceFactory()
    text = said(client.post(reverse("organisation:add", args=[trust.pk]), typed(service=str(foreign.pk))))
    assert "Choose service from the list" in text


def test_nobody_gives_a_role_to_themselves(client, keeper, trust):
    text = said(client.post(reverse("organisation:add", args=[trust.pk]), typed(email=keeper.email)))
    assert "Nobody gives a role to themselves" in text
    assert keeper.memberships.count() == 1


def test_nobody_changes_their_own_role(client, keeper, trust):
    own = keeper.memberships.get()
    address = reverse("organisation:membership", args=[own.pk])
    assert "Nobody changes their own role" in said(client.post(address, {"last_day": timezone.localdate().isoformat()}))


def test_the_same_role_is_not_given_twice_for_one_time(client, keeper, trust):
    address = reverse("organisation:add", args=[trust.pk])
    client.post(address, typed())
    assert "They hold this role here already in that time" in said(client.post(address, typed()))
    assert Membership.objects.filter(user__email="new@tests.example").count() == 1


def test_a_role_ends_after_its_last_day_with_history(client, keeper, trust):
    held = MembershipFactory(organisation=trust, role=Role.HR)
    today = timezone.localdate()
    client.post(reverse("organisation:membership", args=[held.pk]), {"last_day": today.isoformat()})
    held.refresh_from_db()
    assert held.period.upper == today + timedelta(days=1)
    assert holds_role(held.user, Role.HR, trust)
    assert history_of(held)[0].why == "Role changed"


def test_what_was_done_under_a_role_stands(client, keeper, trust):
    held = MembershipFactory(organisation=trust, role=Role.HR)
    long_ago = (timezone.localdate() - timedelta(days=10)).isoformat()
    address = reverse("organisation:membership", args=[held.pk])
    assert "can’t lie before yesterday" in said(client.post(address, {"last_day": long_ago}))
    ended = MembershipFactory(organisation=trust, role=Role.HR, period=DateRange(date(2020, 1, 1), date(2021, 1, 1)))
    text = said(client.post(reverse("organisation:membership", args=[ended.pk]), {"last_day": ""}))
    assert "This role has ended. Give it anew instead" in text


def test_line_manager_and_appraiser_are_people_with_accounts_and_never_oneself(client, keeper, trust):
    held, manager = MembershipFactory(organisation=trust), UserFactory()
    address = reverse("organisation:membership", args=[held.pk])
    assert "Nobody has an account" in said(client.post(address, {"line_manager": "who@tests.example"}))
    assert "Nobody manages or appraises" in said(client.post(address, {"appraiser": held.user.email}))
    client.post(address, {"line_manager": manager.email})
    held.refresh_from_db()
    assert held.line_manager == manager


def test_another_organisations_people_and_services_are_not_there(client, keeper):
    held, ward = MembershipFactory(), ServiceFactory()
    for name, pk in (
        ("membership", held.pk),
        ("people", held.organisation_id),
        ("add", held.organisation_id),
        ("services", held.organisation_id),
        ("service", ward.pk),
    ):
        assert client.post(reverse(f"organisation:{name}", args=[pk]), typed()).status_code in (404, 405)
        assert client.get(reverse(f"organisation:{name}", args=[pk])).status_code == 404


def test_an_administrator_whose_own_role_has_ended_keeps_nothing(client, trust):
    past = DateRange(date(2020, 1, 1), timezone.localdate())
    user = MembershipFactory(organisation=trust, role=Role.ORGANISATION_ADMIN, period=past).user
    client.force_login(user, backend=BACKEND)
    assert client.get(reverse("organisation:people", args=[trust.pk])).status_code == 404


def test_the_sites_administrator_gives_an_organisation_its_first(client, trust):
    client.force_login(UserFactory(is_superuser=True), backend=BACKEND)
    OrganisationFactory()
    assert trust.name in said(client.get(reverse("organisation:list"), {"q": trust.name}))
    client.post(reverse("organisation:add", args=[trust.pk]), typed(role="organisation_admin"))
    assert holds_role(User.objects.get(email="new@tests.example"), Role.ORGANISATION_ADMIN, trust)


def test_people_are_found_by_name_address_and_role(client, keeper, trust):
    MembershipFactory(organisation=trust, role=Role.HR, user=UserFactory(name="Ann Finder"))
    MembershipFactory(organisation=trust, user=UserFactory(name="Bo Other"))
    address = reverse("organisation:people", args=[trust.pk])
    for asked in ({"q": "finder"}, {"role": "hr"}):
        text = said(client.get(address, asked))
        assert "Ann Finder" in text
        assert "Bo Other" not in text
    assert "Nobody fits this" in said(client.get(address, {"q": "zzz"}))


def test_a_service_is_added_changed_and_closed(client, keeper, trust):
    listed = reverse("organisation:services", args=[trust.pk])
    client.post(reverse("organisation:add-service", args=[trust.pk]), {"name": "Renal", "dcc_pas_needed": "40"})
    renal = Service.objects.get(organisation=trust)
    assert renal.dcc_pas_needed == Decimal(40)
    client.post(reverse("organisation:service", args=[renal.pk]), {"name": "Kidneys", "closed_on": "2026-01-01"})
    text = said(client.get(listed))
    assert "Kidneys" in text
    assert "1 January 2026" in text
    again = client.post(reverse("organisation:add-service", args=[trust.pk]), {"name": "Kidneys"})
    assert "A service of this name stands here already" in said(again)


def test_the_services_themselves_refuse_a_stranger(trust):
    stranger, held = UserFactory(), MembershipFactory(organisation=trust)
    with pytest.raises(PermissionDenied):
        change_role(held, by=stranger, last_day=None, line_manager=None, appraiser=None)
    with pytest.raises(PermissionDenied):
        give_role(
            trust,
            by=stranger,
            email="a@tests.example",
            name="A",
            role=Role.HR,
            service=None,
            starts=timezone.localdate(),
            last_day=None,
        )


def test_a_refusal_leaves_no_account_behind(keeper, trust):
    with pytest.raises(Refused):
        give_role(
            trust,
            by=keeper,
            email="b@tests.example",
            name="B",
            role=Role.HR,
            service=ServiceFactory(),
            starts=timezone.localdate(),
            last_day=None,
        )
    assert not User.objects.filter(email="b@tests.example").exists()


def test_the_list_asks_as_often_for_many_people_as_for_few(client, keeper, trust, django_assert_max_num_queries):
    MembershipFactory.create_batch(20, organisation=trust)
    with django_assert_max_num_queries(7):
        client.get(reverse("organisation:people", args=[trust.pk]))
