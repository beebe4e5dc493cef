"""The past is corrected with a reason and two signatures, HR's the second; the old week and its pay stay in history."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from pathways.models import TimeSplit
from pathways.splits import correcting, drafting, services
from pathways.splits.ending import end_early
from people.models import Membership, Role, User
from people.refusals import Refused
from rewards.models import ElementKind, PayElement
from tests.factories import EmploymentFactory, MembershipFactory, ServiceFactory
from tests.pathways.conftest import House, lines

Status = TimeSplit.Status
TODAY = timezone.localdate


@pytest.fixture
def hr(house: House) -> User:
    return MembershipFactory(user__name="Hana HR", organisation=house.organisation, role=Role.HR).user


def eight(house: House, starts) -> TimeSplit:
    return house.signed_off(starts, total=Decimal(8), lines=lines("dcc 6.5", "spa 1.5"))


def sent(house: House, wrong: TimeSplit, starts, **changes) -> TimeSplit:
    draft = correcting.begin(wrong, reason="It was nine.", by=house.clinician)
    facts = {
        "total": Decimal(9),
        "lines": lines("dcc 7.5", "spa 1.5"),
        "last_day": wrong.last_day,
        "reason": "It was nine.",
    }
    proposal = house.proposal(starts, **{**facts, **changes})
    split = drafting.save_draft(proposal, by=house.clinician, split=draft, version=draft.version)
    return services.submit(split, by=house.clinician, version=split.version)


def signed(split: TimeSplit, *people: User) -> TimeSplit:
    for person in people:
        split = services.sign_off(split, by=person, version=split.version)
    return split


def paid(house: House, on) -> Decimal:
    basic = PayElement.objects.in_force(on).filter(user=house.clinician, kind=ElementKind.BASIC)
    return sum((element.pas or Decimal(0) for element in basic), Decimal(0))


def test_a_correction_takes_the_whole_place_and_its_pay_is_written_from_the_first_day(house: House, hr: User) -> None:
    starts = TODAY() - timedelta(days=40)
    wrong = eight(house, starts)
    before = PayElement.objects.filter(user=house.clinician).count()
    right = signed(sent(house, wrong, starts), house.director, hr)
    wrong.refresh_from_db()
    assert (wrong.status, right.status) == (Status.CORRECTED, Status.IN_FORCE)
    assert (paid(house, starts), paid(house, TODAY())) == (9, 9)
    old = PayElement.objects.filter(user=house.clinician, source=f"split:{wrong.pk}", kind=ElementKind.BASIC)
    assert old.exists()  # kept
    assert all(element.superseded_at is not None for element in old)
    assert PayElement.objects.filter(user=house.clinician).count() > before
    history = right.events.filter(status=Status.SIGNED_OFF).get().pgh_context.metadata  # type: ignore[attr-defined]  # pghistory’s
    assert history["user"] == hr.pk


def test_from_a_later_day_the_days_before_stay_as_they_were(house: House, hr: User) -> None:
    starts, later = TODAY() - timedelta(days=40), TODAY() - timedelta(days=10)
    wrong = eight(house, starts)
    right = signed(sent(house, wrong, later), house.director, hr)
    wrong.refresh_from_db()
    assert (wrong.last_day, right.starts) == (later - timedelta(days=1), later)
    assert (wrong.status, right.status) == (Status.SUPERSEDED, Status.IN_FORCE)
    assert [paid(house, day) for day in (starts, later - timedelta(days=1), later)] == [8, 8, 9]


def test_one_that_another_has_followed_is_corrected_within_its_own_days(house: House, hr: User) -> None:
    starts, next_one = TODAY() - timedelta(days=60), TODAY() - timedelta(days=20)
    wrong = house.agreed_then(starts, total=Decimal(8), lines=lines("dcc 6.5", "spa 1.5"))
    following = house.agreed_then(next_one)
    wrong.refresh_from_db()
    right = signed(sent(house, wrong, starts), house.director, hr)
    following.refresh_from_db()
    assert (right.period.upper, right.status, following.status) == (next_one, Status.SUPERSEDED, Status.IN_FORCE)
    assert [paid(house, day) for day in (starts, next_one - timedelta(days=1), next_one)] == [9, 9, 10]


def test_the_director_signs_first_and_hr_second_whatever_the_tiers(house: House, hr: User) -> None:
    wrong = eight(house, TODAY() - timedelta(days=40))
    split = sent(house, wrong, wrong.starts)
    assert [step["who"] for step in split.tiers] == ["medical_director", "hr"]
    for person in (house.lead, hr):
        with pytest.raises(PermissionDenied):
            signed(split, person)
    split = signed(split, house.director)
    assert paid(house, TODAY()) == 8  # nothing changes before the second signature
    with pytest.raises(PermissionDenied):
        signed(split, house.director)


def test_hr_never_signs_the_correction_of_their_own_week(house: House) -> None:
    MembershipFactory(user=house.clinician, organisation=house.organisation, role=Role.HR)
    wrong = eight(house, TODAY() - timedelta(days=40))
    split = signed(sent(house, wrong, wrong.starts), house.director)
    with pytest.raises(Refused, match="your own time split"):
        signed(split, house.clinician)


def test_hr_who_also_directs_signs_it_once(house: House) -> None:
    MembershipFactory(user=house.director, organisation=house.organisation, role=Role.HR)
    wrong = eight(house, TODAY() - timedelta(days=40))
    split = signed(sent(house, wrong, wrong.starts), house.director)
    with pytest.raises(Refused, match="Another person"):
        signed(split, house.director)


@pytest.mark.parametrize(
    ("days", "changes", "words"),
    [
        (-50, {}, "starts on a day of the split it corrects"),
        (0, {}, "still to come is no correction"),
        (-20, {"last_day": "today"}, "ends as the split it corrects"),
    ],
)
def test_other_days_than_its_own_are_refused_in_words(house: House, days: int, changes: dict, words: str) -> None:
    wrong = eight(house, TODAY() - timedelta(days=40))
    changes = {name: TODAY() for name in changes}
    with pytest.raises(Refused, match=words):
        sent(house, wrong, TODAY() + timedelta(days=days), **changes)


def test_a_correction_stays_with_the_same_employer(house: House) -> None:
    elsewhere = ServiceFactory()
    MembershipFactory(user=house.clinician, organisation=elsewhere.organisation, service=elsewhere, role=Role.CLINICIAN)
    EmploymentFactory(user=house.clinician, organisation=elsewhere.organisation, service=elsewhere)
    wrong = eight(house, TODAY() - timedelta(days=40))
    with pytest.raises(Refused, match="stays with the same employer"):
        sent(house, wrong, wrong.starts, service=elsewhere)


def test_nothing_is_corrected_without_a_reason_or_before_it_was_worked(house: House) -> None:
    worked, coming = eight(house, TODAY() - timedelta(days=40)), house.signed_off(TODAY() + timedelta(days=40))
    with pytest.raises(Refused, match="Say what was wrong"):
        correcting.begin(worked, reason=" ", by=house.clinician)
    with pytest.raises(Refused, match="Propose a new time split"):
        correcting.begin(coming, reason="Why", by=house.clinician)
    with pytest.raises(PermissionDenied):
        correcting.begin(worked, reason="Why", by=house.lead)


def test_begun_twice_there_is_one_and_what_was_corrected_is_not_corrected_again(house: House, hr: User) -> None:
    wrong = eight(house, TODAY() - timedelta(days=40))
    first = correcting.begin(wrong, reason="Why", by=house.clinician)
    assert correcting.begin(wrong, reason="Again", by=house.clinician) == first
    signed(sent(house, wrong, wrong.starts), house.director, hr)
    wrong.refresh_from_db()
    with pytest.raises(Refused, match="corrected already"):
        correcting.begin(wrong, reason="Why", by=house.clinician)


def test_days_gone_by_that_were_agreed_are_not_overwritten_by_a_new_split(house: House) -> None:
    eight(house, TODAY() - timedelta(days=40))
    with pytest.raises(Refused, match="open that one and correct it"):
        house.submitted(TODAY() - timedelta(days=5))
    assert house.submitted(TODAY()).status == Status.SUBMITTED


def test_owner_director_and_hr_find_their_way_through_the_pages(client, house: House, hr: User) -> None:
    wrong = eight(house, TODAY() - timedelta(days=40))
    client.force_login(house.clinician)
    address = reverse("splits:correct", args=[wrong.pk])
    assert address in client.get(reverse("splits:detail", args=[wrong.pk])).content.decode()
    opened = client.post(address, {"reason": "It was nine."}, follow=True)
    draft = TimeSplit.objects.get(corrects=wrong)
    assert opened.redirect_chain[-1][0] == reverse("splits:edit", args=[draft.pk])
    assert f'name="corrects" value="{wrong.pk}"' in opened.content.decode()
    client.post(reverse("effects:answers", args=[draft.pk]), {"version": draft.version})
    for person in (house.director, hr):
        client.force_login(person)
        page = client.get(reverse("approvals:detail", args=[draft.pk])).content.decode()
        assert "It was nine." in page
        assert str(house.clinician) in client.get(reverse("approvals:queue")).content.decode()
        draft.refresh_from_db()
        client.post(reverse("approvals:detail", args=[draft.pk]), {"version": draft.version, "sign": "1"})
    draft.refresh_from_db()
    assert draft.status == Status.IN_FORCE


def test_hr_reads_no_split_but_a_correction(client, house: House, hr: User) -> None:
    plain = house.submitted()
    client.force_login(hr)
    assert client.get(reverse("approvals:detail", args=[plain.pk])).status_code == 404


def test_someone_who_has_left_still_corrects_what_they_worked(client, house: House, hr: User) -> None:
    wrong = eight(house, TODAY() - timedelta(days=40))
    wrong = end_early(wrong, last_day=TODAY(), reason="Leaves.", by=house.director, version=wrong.version)
    neighbour = ServiceFactory(organisation=house.organisation)
    Membership.objects.filter(user=house.clinician).update(period=DateRange(TODAY() - timedelta(days=400), TODAY()))
    client.force_login(house.clinician)
    begun = client.post(reverse("splits:correct", args=[wrong.pk]), {"reason": "It was nine."})
    page = client.get(begun["Location"]).content.decode()
    assert "Correct a time split" in page
    assert neighbour.name in page
    right = sent(house, wrong, wrong.starts)
    assert signed(right, house.director, hr).total_pas == 9
    assert paid(house, TODAY() - timedelta(days=10)) == 9
    with pytest.raises(PermissionDenied):
        drafting.save_draft(house.proposal(), by=house.clinician)


def test_what_stands_in_the_way_of_a_correction_is_said_before_it_is_sent(client, house: House) -> None:
    wrong = eight(house, TODAY() - timedelta(days=40))
    draft = correcting.begin(wrong, reason="It was nine.", by=house.clinician)
    late = house.proposal(TODAY() + timedelta(days=3), reason="It was nine.")
    draft = drafting.save_draft(late, by=house.clinician, split=draft, version=draft.version)
    client.force_login(house.clinician)
    page = client.get(reverse("effects:answers", args=[draft.pk])).content.decode()
    assert "What is still to come is no correction" in page
    assert "Send for sign-off" not in page
