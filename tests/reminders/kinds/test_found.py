"""What falls due from the data alone: drafts of posts that close, splits and pay protection that end."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from pathways.regulators.dues import APPRAISAL
from pathways.splits.dues import BEFORE_END, SPLIT_ENDING
from pathways.splits.status import SplitStatus
from people.dates import after_months
from reminders.following import follow, follow_all
from reminders.models import Due
from rewards.models import ProtectedSum
from rewards.protection.dues import PROTECTION_ENDING
from roles.applications.dues import POST_CLOSING
from roles.applications.services import withdraw
from roles.models import Application, Post
from tests.factories import ClinicianFactory, OrganisationFactory, PostFactory, TimeSplitFactory, UserFactory, set_here
from tests.roles.people_who_choose import draft

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def open_dues(kind) -> list[Due]:
    follow(kind, TODAY())
    return list(Due.objects.filter(kind=kind.key, state=Due.State.OPEN).order_by("due_on"))


def split(user, organisation, *days: int | None, **more):
    starts, ends = (day if day is None else TODAY() + timedelta(days=day) for day in days)
    facts = {"status": SplitStatus.IN_FORCE, "period": DateRange(starts, ends)} | more
    return TimeSplitFactory(user=user, organisation=organisation, **facts)


def test_a_split_with_a_last_day_and_none_after_it_is_told_of_before_it_ends():
    user, here = UserFactory(), OrganisationFactory()
    set_here(here, BEFORE_END, 30)
    ending = split(user, here, -100, 101)
    (due,) = open_dues(SPLIT_ENDING)
    assert (due.user, due.due_on) == (user, TODAY() + timedelta(days=100))
    assert due.remind_on == TODAY() + timedelta(days=70)
    assert due.path == f"/splits/{ending.pk}/"


def test_a_split_that_another_follows_or_that_runs_on_is_not_told_of():
    here = OrganisationFactory()
    user = UserFactory()
    split(user, here, -100, 100)
    split(user, here, 100, None, status=SplitStatus.SIGNED_OFF)
    split(UserFactory(), here, -10, None)
    split(UserFactory(), here, -10, 50, status=SplitStatus.DRAFT)
    assert open_dues(SPLIT_ENDING) == []


def test_a_split_that_is_followed_after_all_is_called_off():
    user, here = UserFactory(), OrganisationFactory()
    split(user, here, -100, 100)
    assert len(open_dues(SPLIT_ENDING)) == 1
    split(user, here, 100, None, status=SplitStatus.SIGNED_OFF)
    assert open_dues(SPLIT_ENDING) == []
    assert Due.objects.get(kind=SPLIT_ENDING.key).state == Due.State.CANCELLED


def protected(months_ago: int, full: int, taper: int) -> ProtectedSum:
    return ProtectedSum.objects.create(
        user=UserFactory(),
        organisation=OrganisationFactory(),
        title="Clinical lead",
        annual_gbp=Decimal(8000),
        from_day=after_months(TODAY(), -months_ago),
        full_months=full,
        taper_months=taper,
        source=f"appointment:{months_ago}",
    )


def test_pay_protection_is_told_of_before_its_last_day_and_not_after():
    lasting = protected(2, 6, 3)
    protected(10, 6, 3)
    (due,) = open_dues(PROTECTION_ENDING)
    last = after_months(lasting.from_day, 9) - timedelta(days=1)
    assert (due.user, due.due_on, due.remind_on) == (lasting.user, last, last - timedelta(days=90))


def test_who_has_a_draft_is_told_that_the_post_closes_until_it_is_sent_or_withdrawn():
    post = PostFactory()
    mine, other = draft(post), draft(post)
    assert {due.user for due in open_dues(POST_CLOSING)} == {mine.applicant, other.applicant}
    assert {due.due_on for due in open_dues(POST_CLOSING)} == {timezone.localdate(post.closes_at)}
    withdraw(mine, by=mine.applicant)
    assert Due.objects.get(user=mine.applicant).state == Due.State.DONE
    Application.objects.filter(pk=other.pk).update(
        status=Application.Status.SUBMITTED, submitted_at=timezone.now(), confirmed=True
    )
    assert open_dues(POST_CLOSING) == []


def test_a_post_that_closes_later_moves_it_and_one_that_is_withdrawn_calls_it_off():
    post = PostFactory()
    draft(post)
    (due,) = open_dues(POST_CLOSING)
    Post.objects.filter(pk=post.pk).update(closes_at=post.closes_at + timedelta(days=7))
    (moved,) = open_dues(POST_CLOSING)
    assert (moved.pk, moved.sequence) == (due.pk, 1)
    assert moved.due_on == due.due_on + timedelta(days=7)
    Post.objects.filter(pk=post.pk).update(status=Post.Status.WITHDRAWN)
    assert open_dues(POST_CLOSING) == []


def test_the_next_appraisal_is_due_a_year_after_the_last_stays_when_late_and_moves_with_it():
    today = TODAY()
    lately, long_ago = after_months(today, -11), after_months(today, -14)
    mine = ClinicianFactory(appraised_on=lately, revalidates_on=after_months(today, 20))
    late = ClinicianFactory(appraised_on=long_ago)
    ClinicianFactory(appraised_on=after_months(today, -40))
    ClinicianFactory()
    found = {(due.user, due.title): due.due_on for due in open_dues(APPRAISAL)}
    assert found == {
        (mine.user, "Yearly appraisal"): after_months(lately, 12),
        (mine.user, "Day of revalidation"): mine.revalidates_on,
        (late.user, "Yearly appraisal"): after_months(long_ago, 12),
    }
    late.appraised_on = today
    late.save()
    (moved,) = (due for due in open_dues(APPRAISAL) if due.user == late.user)
    assert (moved.due_on, moved.sequence) == (after_months(today, 12), 1)


def test_all_kinds_are_followed_in_one_go():
    split(UserFactory(), OrganisationFactory(), -100, 100)
    protected(2, 6, 3)
    draft(PostFactory())
    assert follow_all() == 3
    assert follow_all() == 0
