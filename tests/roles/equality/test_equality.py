"""Equality answers: the applicant's own until sent, nobody's afterwards, counted by group and stage."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from people.models import Role
from people.refusals import Refused
from people.settings.shared import SMALL_NUMBER
from roles.applications import services
from roles.applications.models import Application
from roles.applications.pseudonym import pseudonyms
from roles.equality.models import EqualityRecord, Stage
from roles.equality.questions import QUESTIONS
from roles.equality.services import answers_of, impact
from roles.selection.offers import make_offer, turn_down
from tests.factories import CriterionFactory, MembershipFactory, OrganisationFactory, PostFactory, set_here
from tests.roles.database import found_in_database
from tests.roles.people_who_choose import clinician, draft, make_choice, member
from tests.roles.reachable import everything_reachable, leaks

pytestmark = pytest.mark.django_db
ANSWERS = {"sex": "female", "ethnicity": "black", "age_band": "40_49", "disability": "yes", "religion": "sikh",
           "orientation": "not_said"}  # fmt: skip


def said(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def mine(client):
    post = PostFactory()
    CriterionFactory(post=post, position=1)
    application = draft(post)
    client.force_login(application.applicant)
    return application


def page(application):
    return reverse("applications:equality", args=[application.reference])


def answer(application, **answers):
    services.answer_equality(application, answers, by=application.applicant)


def test_answers_are_kept_and_changed_until_the_application_is_sent(mine, client):
    assert client.post(page(mine), ANSWERS).status_code == 302
    assert answers_of(pseudonyms(mine)) == ANSWERS
    assert said(client.get(page(mine))).count("checked") == 6
    client.post(page(mine), {**ANSWERS, "sex": "not_said", "religion": ""})
    assert answers_of(pseudonyms(mine)) == {**ANSWERS, "sex": "not_said", "religion": ""}
    services.submit(mine, by=mine.applicant, confirmed=True)
    assert client.get(page(mine)).url == reverse("applications:detail", args=[mine.reference])
    assert "so it can&#39;t be changed" in said(client.post(page(mine), {"sex": "male"}))
    assert answers_of(pseudonyms(mine))["sex"] == "not_said"


def test_none_has_to_be_answered_and_an_answer_not_on_the_list_is_refused(mine, client):
    assert client.post(page(mine), {}).status_code == 302
    wrong = client.post(page(mine), {"religion": "jedi"})
    assert wrong.status_code == 200
    assert "from the list" in said(wrong)


def test_nobody_else_answers_or_reads_them(mine, client):
    client.force_login(clinician())
    assert client.get(page(mine)).status_code == 404
    assert client.post(page(mine), ANSWERS).status_code == 404


def test_the_record_leads_to_no_person_and_no_application():
    fields = EqualityRecord._meta.get_fields(include_hidden=True)
    assert [field.name for field in fields if field.is_relation] == ["post"]
    assert not any(isinstance(field, models.DateField | models.AutoField) for field in fields)
    assert EqualityRecord not in admin.site._registry
    tracked = {getattr(model, "pgh_tracked_model", None) for model in apps.get_models()}
    assert Application in tracked
    assert EqualityRecord not in tracked


def test_its_token_stands_nowhere_else_in_the_database(mine):
    answer(mine, **ANSWERS)
    services.submit(mine, by=mine.applicant, confirmed=True)
    record = EqualityRecord.objects.get()
    assert found_in_database([record.token]) == {("roles_equalityrecord", "token")}
    assert mine.reference.lower() not in record.token


def test_another_secret_key_gives_another_token_and_the_one_it_replaced_still_finds_the_record(mine):
    answer(mine, sex="female")
    before = pseudonyms(mine)
    with override_settings(SECRET_KEY="another" * 9):
        assert not set(pseudonyms(mine)) & set(before)
    from django.conf import settings

    with override_settings(SECRET_KEY="another" * 9, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert answers_of(pseudonyms(mine))["sex"] == "female"
        answer(mine, sex="male")
    assert EqualityRecord.objects.get().sex == "male"


def test_no_panel_member_and_no_recruiter_meets_an_answer_before_or_after_the_lock(client):
    choice = make_choice(applicants=1)
    application = choice.applications[0]
    EqualityRecord.objects.create(token=pseudonyms(application)[0], post=choice.post, stage="sent", **ANSWERS)
    labels = ["Black, Black British", "Sikh", "40 to 49", "Prefer not to say", pseudonyms(application)[0]]
    for locked in (False, True):
        if locked:
            choice.score_all(4)
            choice.lock()
        for user in (choice.recruiter, choice.seats[0].user):
            client.force_login(user)
            assert not leaks(everything_reachable(client, choice), labels)
            assert client.get(reverse("applications:figures")).status_code == 404
            assert client.get(page(application)).status_code == 404


def stage_of(application):
    return EqualityRecord.objects.get(token=pseudonyms(application)[0]).stage


def test_the_record_follows_each_stage():
    choice = make_choice(applicants=3)
    first, second, third = choice.applications
    choice.score_all(5, 4, 1)
    choice.lock(places=2)
    assert [stage_of(each) for each in (first, second)] == [Stage.SHORTLISTED] * 2
    assert not EqualityRecord.objects.filter(token__in=pseudonyms(third)).exists()
    turn_down(second, by=choice.recruiter)
    assert stage_of(second) == Stage.SHORTLISTED
    today = timezone.localdate()
    make_offer(
        first,
        by=choice.recruiter,
        allowance_gbp=Decimal("8000"),
        pas=Decimal("2"),
        starts_on=today + timedelta(days=60),
        answer_by=today,
    )
    assert stage_of(first) == Stage.OFFERED


def test_sending_withdrawing_and_taking_up_again_are_followed(mine):
    by = mine.applicant
    answer(mine, sex="female")
    services.submit(mine, by=by, confirmed=True)
    assert stage_of(mine) == Stage.SENT
    services.withdraw(mine, by=by)
    assert stage_of(mine) == Stage.WITHDRAWN
    again = services.start(mine.post, by)
    assert stage_of(again) == Stage.DRAFT
    answer(again, sex="male")
    assert EqualityRecord.objects.get().sex == "male"


def test_one_who_answers_nothing_is_counted_among_those_who_did_not_say(mine):
    services.submit(mine, by=mine.applicant, confirmed=True)
    assert EqualityRecord.objects.get().sex == ""
    with pytest.raises(Refused):
        answer(mine, sex="female")


def past_choice(organisation=None, **counts):
    """A post of last year with a locked shortlist, and records by sex: {"female": (not shortlisted, shortlisted)}."""
    last_year = timezone.localdate().year - 1
    closed = datetime(last_year, 10, 1, 17, tzinfo=UTC)
    post = PostFactory(organisation=organisation or OrganisationFactory(), closes_at=closed, shortlist_locked_at=closed)
    EqualityRecord.objects.bulk_create(
        EqualityRecord(token=f"{post.pk}-{sex}-{stage}-{n}", post=post, stage=stage, sex=sex)
        for sex, numbers in counts.items()
        for stage, number in zip((Stage.SENT, Stage.SHORTLISTED), numbers, strict=True)
        for n in range(number)
    )
    return post


def test_impact_counts_by_group_and_stage_and_leaves_out_what_was_not_sent():
    post = past_choice(female=(10, 10), male=(5, 15), not_said=(5, 5))
    EqualityRecord.objects.create(token="draft", post=post, sex="male", stage=Stage.DRAFT)
    EqualityRecord.objects.create(token="gone", post=post, sex="male", stage=Stage.WITHDRAWN)
    table = impact([post.pk], "sex")
    assert [(row.name, row.applicants) for row in table.rows] == [("Female", 20), ("Male", 20), ("Not said", 10)]
    assert str(table.rows[0].ratio) == "0.67"
    assert table.rows[0].below


@pytest.mark.parametrize("by", QUESTIONS)
def test_each_question_makes_a_table(by):
    post = past_choice(female=(10, 10))
    assert impact([post.pk], by).all.applicants == 20


def test_hr_and_analysts_read_the_year_that_is_over(client):
    trust = OrganisationFactory()
    past_choice(trust, female=(10, 10), male=(5, 15), other=(1, 1))
    for role in (Role.HR, Role.ANALYST):
        client.force_login(member(trust, role))
        shown = said(client.get(reverse("applications:figures")))
        assert "42 applicants" in shown
        assert "hidden" in shown
        assert "Fewer" not in shown
        csv = client.get(reverse("applications:figures_file", args=["csv"]) + "?by=sex").content.decode()
        assert "hidden" in csv
        assert client.get(reverse("applications:figures_file", args=["xlsx"])).content.startswith(b"PK")


def test_a_small_year_is_not_shown_at_all(client):
    trust = OrganisationFactory()
    past_choice(trust, female=(1, 1))
    client.force_login(member(trust, Role.HR))
    assert "Too few people to report on" in said(client.get(reverse("applications:figures")))
    assert client.get(reverse("applications:figures_file", args=["csv"])).status_code == 404


def test_the_organisations_own_threshold_holds(client):
    trust = OrganisationFactory()
    set_here(trust, SMALL_NUMBER, 10)
    past_choice(trust, female=(2, 6))
    client.force_login(member(trust, Role.HR))
    assert "Fewer than 10 people applied" in said(client.get(reverse("applications:figures")))


def test_a_year_still_running_is_not_shown(client):
    choice = make_choice(applicants=0)
    choice.post.shortlist_locked_at = timezone.now()
    choice.post.save()
    client.force_login(member(choice.post.organisation, Role.HR))
    assert "No figures yet" in said(client.get(reverse("applications:figures")))
    with travel(datetime(timezone.localdate().year + 1, 1, 2, 12, tzinfo=UTC)):
        client.force_login(member(choice.post.organisation, Role.HR))
        assert "Too few people" in said(client.get(reverse("applications:figures")))


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.PANEL_MEMBER])
def test_one_of_hr_who_also_chooses_there_reads_none(client, role):
    trust = OrganisationFactory()
    past_choice(trust, female=(10, 10))
    user = member(trust, Role.HR)
    client.force_login(user)
    assert client.get(reverse("applications:figures")).status_code == 200
    MembershipFactory(user=user, organisation=trust, role=role)
    assert client.get(reverse("applications:figures")).status_code == 404


@pytest.mark.parametrize("query", ["?year=1066", "?by=name", "?year=x&by=", "?organisation=x", "?organisation=9" * 20])
def test_wrong_words_in_the_address_are_answered(client, query):
    trust = OrganisationFactory()
    past_choice(trust, female=(10, 10))
    client.force_login(member(trust, Role.HR))
    assert client.get(reverse("applications:figures") + query).status_code in (200, 404)


def test_the_figures_ask_the_database_as_often_for_many_posts_as_for_one(client, django_assert_max_num_queries):
    trust = OrganisationFactory()
    client.force_login(member(trust, Role.HR))
    counts = []
    for _ in range(2):
        for _ in range(3):
            past_choice(trust, female=(10, 10), male=(5, 5))
        with django_assert_max_num_queries(14) as asked:
            client.get(reverse("applications:figures"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
