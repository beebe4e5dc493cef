"""The page of an organisation's settings."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pathways.splits.settings import PA_CAP, WORKING_WEEKS
from people.design.words import longdate
from people.models import Role, SettingValue
from people.settings import services
from people.settings.declared import DECLARED
from people.settings.reading import setting
from roles.authoring.settings import SECOND_PERSON_PUBLISHES
from tests.factories import MembershipFactory, OrganisationFactory, set_here

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def trust():
    return OrganisationFactory()


@pytest.fixture
def keeper(trust, client):
    user = MembershipFactory(organisation=trust, role=Role.ORGANISATION_ADMIN, user__name="Ada Keeper").user
    client.force_login(user, backend=BACKEND)
    return user


def said(response):
    return " ".join(response.content.decode().split())


def one(trust, wanted=WORKING_WEEKS):
    return reverse("settings:one", args=[trust.pk, wanted.key])


def typed(**changes):
    return {"value": "44", "starts": timezone.localdate().isoformat(), "reason": "Board, item 7", **changes}


def test_the_page_shows_every_setting_with_its_default_and_says_what_is_no_fact(client, keeper, trust):
    text = said(client.get(reverse("settings:list"), follow=True))
    for each in DECLARED.values():
        assert each.words in text
        assert each.said(each.default) in text
    assert "A default without a published source: set what your organisation has agreed." in text


def test_the_page_says_since_when_by_whom_why_and_what_is_planned(client, keeper, trust):
    client.post(one(trust), typed())
    later = timezone.localdate() + timedelta(days=40)
    client.post(one(trust), typed(value="40", starts=later.isoformat()))
    text = said(client.get(reverse("settings:page", args=[trust.pk])))
    assert "<strong>44 weeks</strong>" in text
    assert "by Ada Keeper" in text
    assert "Board, item 7" in text
    assert f"From {longdate(later)}: 40 weeks" in text


def test_another_day_shows_what_held_then(client, keeper, trust):
    set_here(trust, WORKING_WEEKS, 44)  # since 1 April 2024
    before = {"on-day": "31", "on-month": "3", "on-year": "2024"}
    assert "<strong>42 weeks</strong>" in said(client.get(reverse("settings:page", args=[trust.pk]), before))


def test_a_day_that_is_none_gets_a_sentence_and_today(client, keeper, trust):
    set_here(trust, WORKING_WEEKS, 44)
    wrong = {"on-day": "31", "on-month": "2", "on-year": "2024"}
    text = said(client.get(reverse("settings:page", args=[trust.pk]), wrong))
    assert "On must be a real date" in text
    assert "<strong>44 weeks</strong>" in text


def test_the_page_asks_as_many_queries_for_many_values_as_for_none(client, keeper, trust):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("settings:page", args=[trust.pk]))
        return len(queries)

    none = asked()
    for each in DECLARED.values():
        set_here(trust, each, each.default)
    SettingValue.objects.update(set_by=keeper)
    assert asked() == none < 10


def test_an_administrator_changes_a_setting_and_reads_what_holds_from_when(client, keeper, trust):
    text = said(client.post(one(trust), typed(), follow=True))
    assert f"Working weeks a year: 44 weeks from {longdate(timezone.localdate())}." in text
    assert "from 42 weeks (the default) to 44 weeks" in text
    assert setting(trust, WORKING_WEEKS, timezone.localdate()) == 44


def test_a_yes_or_no_is_chosen(client, keeper, trust):
    client.post(one(trust, SECOND_PERSON_PUBLISHES), typed(value="no"))
    assert setting(trust, SECOND_PERSON_PUBLISHES, timezone.localdate()) is False


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": ""}, "Enter new value"),
        ({"value": "many"}, "New value must be a whole number, like 3"),
        ({"value": "53"}, "New value must be 52 or less"),
        ({"value": "42"}, "It is 42 weeks on"),
        ({"starts": "2001-01-01"}, "Choose today or a later day: what held before then stays as it was"),
        ({"starts": ""}, "Enter the day from which it holds"),
        ({"reason": ""}, "Enter the reason"),
    ],
)
def test_a_wrong_entry_gets_a_sentence_keeps_what_was_typed_and_changes_nothing(
    client, keeper, trust, changes, sentence
):
    text = said(client.post(one(trust), typed(**changes)))
    assert sentence in text
    assert not SettingValue.objects.exists()
    if "reason" not in changes:
        assert "Board, item 7</textarea>" in text


def test_pas_are_typed_with_or_without_their_unit(client, keeper, trust):
    client.post(one(trust, PA_CAP), typed(value="11.5 PAs"))
    assert "<strong>11.5 PAs</strong>" in said(client.get(one(trust, PA_CAP)))


def test_a_page_gone_stale_overwrites_nothing_until_it_is_saved_again(client, keeper, trust):
    seen = services.mark_of([])
    set_here(trust, WORKING_WEEKS, 45)
    response = client.post(one(trust), typed(seen=seen))
    assert "Someone changed this while you wrote" in said(response)
    assert setting(trust, WORKING_WEEKS, timezone.localdate()) == 45
    shown = re.search(r'name="seen" value="(\w+)"', said(response))
    assert shown is not None
    client.post(one(trust), typed(seen=shown[1]))
    assert setting(trust, WORKING_WEEKS, timezone.localdate()) == 44


def test_what_is_planned_is_taken_back_on_the_page(client, keeper, trust):
    later = (timezone.localdate() + timedelta(days=40)).isoformat()
    client.post(one(trust), typed(starts=later))
    back = reverse("settings:take-back", args=[trust.pk, WORKING_WEEKS.key])
    assert "is taken back" in said(client.post(back, {"starts": later}, follow=True))
    assert not SettingValue.objects.exists()
    for sent in ("", "2026-02-31", "soon", "\0"):
        assert "Choose what to take back" in said(client.post(back, {"starts": sent}, follow=True))


@pytest.mark.parametrize("role", [Role.HR, Role.MEDICAL_DIRECTOR])
def test_hr_and_the_medical_director_read_and_find_no_form(client, trust, role):
    client.force_login(MembershipFactory(organisation=trust, role=role).user, backend=BACKEND)
    text = said(client.get(one(trust)))
    assert "An administrator of your organisation changes it." in text
    assert "Save" not in text


def test_someone_with_two_organisations_chooses(client, trust):
    user = MembershipFactory(organisation=trust, role=Role.HR).user
    other = MembershipFactory(user=user, role=Role.ORGANISATION_ADMIN).organisation
    client.force_login(user, backend=BACKEND)
    text = said(client.get(reverse("settings:list")))
    assert trust.name in text
    assert other.name in text


def test_a_setting_that_is_none_is_not_found(client, keeper, trust):
    assert client.get(reverse("settings:one", args=[trust.pk, "colour"])).status_code == 404
