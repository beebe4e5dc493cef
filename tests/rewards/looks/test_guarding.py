"""Row-level security: views that forget every policy still show, and write, nothing that is not their reader's."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import InternalError, connection
from django.utils import timezone

from people.models import User
from rewards.looks import guarding
from rewards.models import Employed, Employment, PayElement, PayLook
from tests.rewards.looks.broken import TABLES
from tests.rewards.looks.paid import ROLES, Paid, account, make_paid

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.rewards.looks.broken")]
ASKED = ("/broken/everything/", "/broken/everything_raw/?ask=1", "/broken/everything_raw/")


@pytest.fixture
def paid() -> Paid:
    return make_paid()


def shown(client, user: User | None, address: str) -> dict[str, list[int]]:
    """Whose rows a broken view got, by table."""
    client.logout()
    if user is not None:
        client.force_login(user)
    found = client.get(address).json()
    found.pop("account", None)
    return {table: sorted(set(keys)) for table, keys in found.items()}


@pytest.mark.parametrize("who", [role.value for role in ROLES if role != "hr"])
@pytest.mark.parametrize("address", ASKED[:2])
def test_a_broken_view_shows_everyone_their_own_rows_alone(client, paid, who, address) -> None:
    found = shown(client, paid.people[who], address)
    assert found["heldaward" if "raw" in address else "HeldAward"] == [paid.people[who].pk]
    assert {key for keys in found.values() for key in keys} == {paid.people[who].pk}


def test_hr_sees_the_rows_of_its_own_organisation_and_not_of_another(client, paid) -> None:
    here = sorted(user.pk for name, user in paid.people.items() if name != "outsider")
    outsider = [paid.people["outsider"].pk]
    for address in ASKED[:2]:
        for who, theirs in (("hr", here), ("outsider", outsider)):
            found = shown(client, paid.people[who], address)
            found.pop("heldawardevent", None)  # no award was written over
            assert all(keys == theirs for keys in found.values())


@pytest.mark.parametrize("address", ASKED)
def test_nobody_sees_a_row_who_is_not_signed_in(client, paid, address) -> None:
    assert not any(shown(client, None, address).values())


def test_a_view_that_never_asks_who_is_there_sees_nothing(client, paid) -> None:
    assert not any(shown(client, paid.people["hr"], "/broken/everything_raw/?").values())
    assert len(TABLES) == len(shown(client, paid.people["hr"], "/broken/everything_raw/?"))


def test_a_membership_that_has_ended_opens_nothing(client, paid) -> None:
    hr, today = paid.people["hr"], timezone.localdate()
    hr.memberships.update(period=(None, today))
    assert shown(client, hr, ASKED[0])["PayElement"] == [hr.pk]


def looks(viewer: User, subject: User, paid: Paid, **changes) -> PayLook:
    now = timezone.now()
    facts = {"why": "To test", "day": timezone.localdate(), "first_at": now, "last_at": now, **changes}
    return PayLook.objects.create(viewer=viewer, subject=subject, organisation=paid.here, **facts)


def test_an_opening_shows_one_person_in_one_organisation_and_leaves_a_look(client, paid) -> None:
    lead, subject = paid.people["service_lead"], paid.people["clinician"]
    both = sorted([lead.pk, subject.pk])
    found = shown(client, lead, f"/broken/looked/?of={subject.pk}&at={paid.here.pk}")
    assert found == {"PayElement": both, "Employment": both, "HeldAward": both, "Characteristics": [lead.pk]}
    look = PayLook.objects.get()
    assert (look.viewer, look.subject, look.organisation, look.why, look.times) == (
        lead, subject, paid.here, "To test", 1,
    )  # fmt: skip
    assert shown(client, lead, ASKED[0])["PayElement"] == [lead.pk]


def test_two_openings_in_a_request_stand_beside_each_other(client, paid) -> None:
    lead, first, second = (paid.people[who] for who in ("service_lead", "clinician", "recruiter"))
    found = shown(client, lead, f"/broken/looked/?of={first.pk}&at={paid.here.pk}&twice={second.pk}")
    assert found["PayElement"] == sorted([lead.pk, first.pk, second.pk])


def test_an_opening_shows_nothing_of_another_employer(client, paid) -> None:
    lead, subject = paid.people["service_lead"], paid.people["outsider"]
    found = shown(client, lead, f"/broken/looked/?of={subject.pk}&at={paid.here.pk}")
    assert found["PayElement"] == found["Employment"] == [lead.pk]


def test_an_opening_without_a_look_of_ones_own_made_today_opens_nothing(client, paid) -> None:
    lead, subject, hr = (paid.people[who] for who in ("service_lead", "clinician", "hr"))
    of_another = looks(hr, subject, paid)
    of_yesterday = looks(lead, subject, paid, day=timezone.localdate() - timedelta(days=1))
    for forged in (of_another.pk, of_yesterday.pk, 999_999, f"{of_another.pk},{of_yesterday.pk}"):
        found = shown(client, lead, f"/broken/forged/?opened={forged}")
        assert set(map(tuple, found.values())) == {(lead.pk,)}


def test_sums_open_to_those_who_read_figures_there_and_to_nobody_else(client, paid) -> None:
    everyone = sorted(user.pk for name, user in paid.people.items() if name != "outsider")
    for who in ("medical_director", "analyst", "hr"):
        found = shown(client, paid.people[who], f"/broken/forged/?summing={paid.here.pk}")
        assert found["PayElement"] == everyone
        if who != "hr":
            assert found["Employment"] == found["HeldAward"] == [paid.people[who].pk]
    for who in ("clinician", "recruiter", "service_lead", "outsider"):
        found = shown(client, paid.people[who], f"/broken/forged/?summing={paid.here.pk}")
        assert found["PayElement"] == [paid.people[who].pk]


@pytest.mark.parametrize("who", ["clinician", "medical_director", "analyst", "outsider"])
def test_a_broken_view_writes_no_pay_and_takes_no_look_away(client, paid, who) -> None:
    user, subject = paid.people[who], paid.people["recruiter"]
    looks(user, subject, paid)
    looks(subject, user, paid)
    client.force_login(user)
    done = client.get("/broken/meddling/").json()
    own = 1 if who == "outsider" else 0  # HR of elsewhere writes there
    assert (done["raise"], done["move"], done["take"]) == (own, own, own if own else done["take"])
    assert done["hide"] == done["reword"] == done["hand on"] == "permission denied for table rewards_paylook"
    assert PayLook.objects.filter(why="To test").count() == 2
    assert PayElement.objects.filter(annual_gbp=Decimal(999_999)).count() == own
    assert Employment.objects.filter(point="threshold 9").count() == own


def test_where_people_work_shows_to_all_without_their_pay_or_band(client, paid) -> None:
    employment = Employment.objects.get(user=paid.people["clinician"])
    Employment.objects.filter(pk=employment.pk).update(contract="AfC band 8a (England)")
    columns = {field.name for field in Employed._meta.get_fields()}
    assert columns == {"id", "user", "organisation", "service", "contract", "period"}
    assert Employed.objects.get(pk=employment.pk).contract == ""
    assert Employed.objects.get(user=paid.people["recruiter"]).contract == "Consultant 2003 (England)"


def test_every_table_that_holds_a_persons_pay_is_guarded() -> None:
    """A new table of rewards that names a person gets its policies (rewards/looks/guarding.py), or its reason here."""
    told_otherwise: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id' "
            "WHERE c.relname LIKE 'rewards\\_%' AND c.relkind = 'r' AND NOT c.relrowsecurity"
        )
        assert {name for (name,) in cursor.fetchall()} <= told_otherwise


def test_the_account_itself_is_not_bound(paid) -> None:
    assert PayElement.objects.count() == Employment.objects.count() == len(paid.people)
    assert not account().startswith("pathways_web")


def test_an_account_that_may_not_become_the_webs_role_is_told_what_to_ask_for() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE plain_account NOLOGIN")
        cursor.execute("SET LOCAL ROLE plain_account")
        with pytest.raises(InternalError) as refused:
            cursor.execute(guarding.ROLE)
    assert "plain_account may not become pathways_web" in str(refused.value)
    assert "GRANT pathways_web TO plain_account;" in str(refused.value)


def test_an_account_that_may_is_made_a_member_once() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE maker NOLOGIN CREATEROLE")
        cursor.execute("GRANT pathways_web TO maker WITH ADMIN OPTION, SET FALSE")
        cursor.execute("SET LOCAL ROLE maker")
        for _ in range(2):
            cursor.execute(guarding.ROLE)
        cursor.execute("SELECT pg_has_role('maker', 'pathways_web', 'SET')")
        assert cursor.fetchone() == (True,)
