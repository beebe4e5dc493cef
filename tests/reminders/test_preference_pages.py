"""The pages of one's preferences: by kind, quiet hours, days away."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from reminders.kinds import DECLARED
from reminders.preferences.models import Away, Choice, Habits
from reminders.rules import Every
from tests.factories import MembershipFactory, UserFactory

KINDS, HABITS, AWAY = reverse("reminders:list"), reverse("reminders:habits"), reverse("reminders:away")


def usual() -> dict[str, str]:
    return {kind.key: str(kind.first) for kind in DECLARED.values()}


def date_of(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_every_kind_is_listed_with_what_it_tells_and_why_some_stay(signed_in):
    page = signed_in.get(KINDS).content.decode()
    for kind in DECLARED.values():
        assert f'name="{kind.key}"' in page
    assert "Can’t be turned off. An offer that is not answered in time runs out." in page


def test_only_what_differs_from_the_usual_is_kept(signed_in, user):
    response = signed_in.post(KINDS, usual() | {"role_review": Every.WEEKLY, "mentoring": Every.OFF}, follow=True)
    assert "Saved." in response.content.decode()
    assert set(Choice.objects.values_list("user", "kind", "every")) == {
        (user.pk, "role_review", "weekly"),
        (user.pk, "mentoring", "off"),
    }
    signed_in.post(KINDS, usual())
    assert not Choice.objects.exists()


@pytest.mark.parametrize("wrong", [{"offer_answer": "off"}, {"role_review": "hourly"}, {"role_review": ""}])
def test_a_choice_that_is_none_is_refused_and_the_others_are_kept_on_the_page(signed_in, wrong):
    page = signed_in.post(KINDS, usual() | {"mentoring": "weekly"} | wrong).content.decode()
    assert "There is a problem" in page
    assert '<option value="weekly" selected' in page
    assert not Choice.objects.exists()


def test_the_pages_take_as_many_queries_with_every_choice_made(signed_in, user, django_assert_max_num_queries):
    Choice.objects.bulk_create(Choice(user=user, kind=key, every="weekly") for key in DECLARED)
    with django_assert_max_num_queries(6):
        signed_in.get(KINDS)


def test_quiet_hours_are_kept_and_taken_back(signed_in, user):
    signed_in.post(HABITS, {"quiet_from": "20", "quiet_to": "7"})
    mine = Habits.objects.get(user=user)
    assert (mine.quiet_from, mine.quiet_to) == (20, 7)
    assert "no emails from 20:00 until 07:00" in signed_in.get(KINDS).content.decode()
    signed_in.post(HABITS, {"quiet_from": "", "quiet_to": ""})
    mine.refresh_from_db()
    assert mine.quiet_from is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"quiet_from": "20", "quiet_to": ""}, "Choose when quiet hours end"),
        ({"quiet_from": "", "quiet_to": "7"}, "Choose when quiet hours begin"),
        ({"quiet_from": "7", "quiet_to": "7"}, "must end at another hour"),
        ({"quiet_from": "25", "quiet_to": "7"}, "from the list"),
    ],
)
def test_quiet_hours_that_cannot_be_are_refused_with_words(signed_in, typed, words):
    assert words in signed_in.post(HABITS, typed).content.decode()
    assert not Habits.objects.exists()


def test_the_language_is_asked_where_there_is_more_than_one(signed_in, user):
    assert 'name="language"' not in signed_in.get(HABITS).content.decode()
    with override_settings(LANGUAGES=[("en-gb", "English"), ("cy", "Cymraeg")]):
        assert 'name="language"' in signed_in.get(HABITS).content.decode()
        signed_in.post(HABITS, {"language": "cy"})
    assert Habits.objects.get(user=user).language == "cy"
    signed_in.post(HABITS, {"quiet_from": "20", "quiet_to": "7"})
    assert Habits.objects.get(user=user).language == "cy"


def test_days_away_are_named_with_a_colleague_and_forgotten(signed_in, user):
    today = timezone.localdate()
    place = MembershipFactory(user=user).organisation
    MembershipFactory(user=UserFactory(email="ben@tests.example", name="Ben Stand"), organisation=place, role=Role.HR)
    typed = date_of("first", today) | date_of("last", today + timedelta(days=4)) | {"delegate": "ben@tests.example"}
    page = signed_in.post(AWAY, typed, follow=True).content.decode()
    assert "Ben Stand stands in" in page
    assert "you are away now" in signed_in.get(KINDS).content.decode()
    signed_in.post(reverse("reminders:away-end", args=[Away.objects.get().pk]))
    assert not Away.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (5, 3, "The last day must be the first day or later"),
        (-9, -3, "The last day must be today or later"),
        (0, 700, "a year at most"),
    ],
)
def test_days_that_cannot_be_are_refused_and_stay_typed(signed_in, first, last, words):
    today = timezone.localdate()
    typed = date_of("first", today + timedelta(days=first)) | date_of("last", today + timedelta(days=last))
    page = signed_in.post(AWAY, typed | {"delegate": "x@tests.example"}).content.decode()
    assert words in page
    assert 'value="x@tests.example"' in page
    assert not Away.objects.exists()


def test_nobody_forgets_anothers_days(signed_in):
    today = timezone.localdate()
    period = (today, today + timedelta(days=3))
    theirs = Away.objects.create(user=UserFactory(), period=period)
    assert signed_in.post(reverse("reminders:away-end", args=[theirs.pk])).status_code == 404
    assert Away.objects.exists()
