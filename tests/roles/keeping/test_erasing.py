"""Applications go when their time is over: every word of them, wherever it came to stand. Counts stay."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection
from django.db.models import CASCADE, ForeignObjectRel
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from config import settings as site
from mentoring.models import Mentorship
from people.models import Role, User
from people.refusals import Refused
from reminders.models import Due, Message, Notice
from rewards.models import PayElement
from roles.applications import parts, services
from roles.applications.models import Application, ApplicationStatus, Part, StageCount, Statement
from roles.appointments.services import accept
from roles.equality.models import EqualityRecord
from roles.keeping import services as keeping
from roles.keeping.due import KEPT_DAYS, due
from roles.keeping.erasing import erase_some
from roles.keeping.reach import Reach
from roles.keeping.settings import APPLICATIONS_KEPT_DAYS
from roles.keeping.tasks import erase
from roles.models import Appointment, Criterion, LegalHold, Offer, PanelSeat, Post, Score
from roles.selection.offers import make_offer, turn_down
from roles.selection.services import declare, lock_shortlist, save_scores
from tests.factories import CriterionFactory, OrganisationFactory, PanelSeatFactory, PostFactory, set_here
from tests.roles.applying import complete_parts, fill_parts
from tests.roles.database import found_in_database
from tests.roles.people_who_choose import clinician, draft, member, sent
from tests.together import together

pytestmark = pytest.mark.django_db

STATEMENT = "I rebuilt the Quizzaciously ward from its cellar"
WORDS = ["Quizzaciously", "Bumfuzzle General", "Snickersnee consultant", "Taradiddle year", "Collywobbles",
         "gardyloo@referees.example", "Widdershins director", "7654321", "Bloviate shares", "Lollygag conditions",
         "Cattywampus note", "Skullduggery cousin", "zenzizenzic@person.example", "Zenobia Zizzerzazz"]  # fmt: skip
ACCOUNT = {"people_user", "people_userevent", "people_clinician", "people_clinicianevent", "account_emailaddress"}
"""What a person keeps: the account itself, with its clinical profile."""


def whole(post):
    """One applicant's whole way, by the services alone, every text of it unmistakable."""
    anna = clinician(name="Zenobia Zizzerzazz", email="zenzizenzic@person.example")
    mine = services.start(post, anna)
    typed = complete_parts() | {
        "history": {
            "employer_1": "Bumfuzzle General", "role_1": "Snickersnee consultant",
            "began_1": "4 2015", "ended_1": "now", "gaps": "Taradiddle year",
        },
        "registration": {"body": "GMC", "number": "7654321"},
        "declarations": {
            "conflict": "yes", "interests": "Bloviate shares",
            "fitness": "yes", "fitness_details": "Lollygag conditions",
        },
    }  # fmt: skip
    typed["referees"] |= {
        "name_1": "Gus Collywobbles", "position_1": "Widdershins director", "email_1": "gardyloo@referees.example"
    }  # fmt: skip
    for name, texts in typed.items():
        parts.save_part(mine, name, texts, by=anna)
    for criterion in post.criteria.all():
        services.save_statement(mine, criterion, "A first try, Quizzaciously", by=anna)
        services.save_statement(mine, criterion, STATEMENT, by=anna)
    services.answer_equality(mine, {"sex": "female", "religion": "sikh"}, by=anna)
    services.submit(mine, by=anna, confirmed=True)
    return mine


@pytest.fixture
def post(db):
    post = PostFactory()
    CriterionFactory(post=post, position=1)
    CriterionFactory(post=post, position=2)
    return post


def choose(post, *applications):
    """The panel scores, the recruiter shortlists the first; returns the recruiter."""
    recruiter = member(post.organisation, Role.RECRUITER)
    for application in applications:
        Application.objects.filter(pk=application.pk).update(submitted_at=timezone.now() - timedelta(days=2))
    Post.objects.filter(pk=post.pk).update(closes_at=timezone.now() - timedelta(days=1))
    post.refresh_from_db()
    for n in range(2):
        seat = PanelSeatFactory(post=post, user=member(post.organisation, Role.PANEL_MEMBER))
        seat = declare(seat, "My Skullduggery cousin may apply" if n else "", by=seat.user)
        for points, application in enumerate(applications, start=3):
            scores = {criterion.pk: (points, f"Cattywampus note {n}") for criterion in post.criteria.all()}
            save_scores(seat, application, scores, by=seat.user)
            save_scores(seat, application, scores | {min(scores): (2, "Cattywampus note, changed")}, by=seat.user)
    lock_shortlist(post, by=recruiter, places=len(applications))
    return recruiter


def later(days):
    return travel(timezone.now() + timedelta(days=days), tick=False)


def rejected(post):
    """A whole application that was shortlisted and turned down, its applicant's own page visited on the way."""
    mine = whole(post)
    client = Client()
    client.force_login(mine.applicant)
    assert client.get(reverse("applications:detail", args=[mine.reference])).status_code == 200
    turn_down(mine, by=choose(post, mine))
    Session.objects.all().delete()
    return mine


def test_after_its_time_no_word_of_a_rejected_application_is_left_anywhere(post):
    mine = rejected(post)
    before = found_in_database(WORDS)
    expected = {
        ("roles_statement", "text"),
        ("roles_part", "typed"),
        ("roles_score", "note"),
        ("roles_scoreevent", "note"),
        ("roles_application", "interests"),
        ("roles_panelseat", "declaration"),
        ("reminders_message", "text"),
    }
    assert expected <= before
    assert ("roles_application", "reference") in found_in_database([mine.reference])
    with later(KEPT_DAYS):
        assert erase() == 1
    assert {table for table, _ in found_in_database(WORDS)} <= ACCOUNT
    assert not found_in_database([mine.reference])


def test_no_row_leads_from_the_choice_to_the_person_any_more(post):
    mine = rejected(post)
    person = mine.applicant_id
    with later(KEPT_DAYS):
        erase()
    tables = set(connection.introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label == "people" or model._meta.db_table not in tables:
            continue
        links = [f for f in model._meta.concrete_fields if f.related_model is User]
        for link in links:
            found = model._base_manager.filter(**{link.attname: person})
            assert not found.exists(), (model, link.name)
    context = apps.get_model("pghistory", "Context")
    assert not context.objects.filter(metadata__user=person, metadata__reason="Sent the application").exists()


def test_the_counts_stay_and_grow_with_the_next_one_erased(post):
    first, second = whole(post), sent(post)
    recruiter = choose(post, first, second)
    turn_down(first, by=recruiter)
    with later(KEPT_DAYS):
        assert erase() == 2
    counts = dict(StageCount.objects.filter(post=post).values_list("status", "count"))
    assert counts == {ApplicationStatus.REJECTED: 1, ApplicationStatus.SHORTLISTED: 1}
    assert EqualityRecord.objects.filter(post=post, stage="shortlisted").count() == 2
    assert EqualityRecord.objects.filter(religion="sikh").count() == 1
    with later(KEPT_DAYS + 1):
        assert erase() == 0
    assert Post.objects.filter(pk=post.pk, shortlist_locked_at__isnull=False).exists()


def test_another_persons_application_letters_and_history_are_untouched(post):
    mine = rejected(post)
    other = draft(PostFactory())
    services.submit(other, by=other.applicant, confirmed=True)
    Application.objects.filter(pk=other.pk).update(submitted_at=timezone.now() + timedelta(days=10))
    before = Message.objects.filter(user=other.applicant).count()
    events = apps.get_model("roles", "ApplicationEvent").objects.filter(pgh_obj_id=other.pk).count()
    with later(KEPT_DAYS):
        assert erase() == 1
    assert not Application.objects.filter(pk=mine.pk).exists()
    assert (before, events) == (1, 3)
    assert Message.objects.filter(user=other.applicant).count() == before
    kept = apps.get_model("roles", "ApplicationEvent").objects.filter(pgh_obj_id=other.pk)
    assert kept.count() == events
    assert all(
        event.pgh_context.metadata["reason"] for event in kept if event.pgh_label == "update" and event.pgh_context
    )


def test_an_appointment_stays_when_the_application_that_led_to_it_goes(post):
    mine = whole(post)
    recruiter = choose(post, mine)
    today = timezone.localdate()
    terms = {"starts_on": today + timedelta(days=30), "answer_by": today + timedelta(days=9)}
    offer = make_offer(mine, by=recruiter, allowance_gbp=Decimal("8000"), pas=Decimal("2"), **terms)
    appointment = accept(offer, by=mine.applicant)
    with later(KEPT_DAYS):
        assert erase() == 1
    appointment.refresh_from_db()
    assert (appointment.user_id, appointment.offer_id) == (mine.applicant_id, None)
    assert appointment.reviews.exists()
    assert not Offer.objects.exists()
    assert not found_in_database(["Quizzaciously", "Bumfuzzle", "Cattywampus", "gardyloo", mine.reference])


def test_it_is_kept_to_the_last_day(post):
    mine = sent(post)
    assert mine.submitted_at is not None
    over = mine.submitted_at + timedelta(days=KEPT_DAYS)
    with travel(over - timedelta(seconds=1), tick=False):
        assert erase() == 0
    with travel(over, tick=False):
        assert erase() == 1


def test_a_draft_goes_as_long_after_its_last_change_and_its_equality_answers_with_it(post):
    anna = clinician()
    mine = services.start(post, anna)
    services.answer_equality(mine, {"sex": "female"}, by=anna)
    with later(100):
        services.save_statement(mine, post.criteria.first(), "Still writing", by=anna)
    with later(KEPT_DAYS + 99):
        assert erase() == 0
    with later(KEPT_DAYS + 101):
        assert erase() == 1
    assert not EqualityRecord.objects.exists()


def test_a_withdrawn_one_goes_too(post):
    mine = whole(post)
    services.withdraw(mine, by=mine.applicant)
    with later(KEPT_DAYS):
        assert erase() == 1
    assert {table for table, _ in found_in_database(WORDS)} <= ACCOUNT


def test_each_organisations_own_days_hold():
    quick, slow, usual = (sent(PostFactory(organisation=OrganisationFactory())) for _ in range(3))
    for application, days in ((quick, 180), (slow, 800)):
        set_here(application.post.organisation, APPLICATIONS_KEPT_DAYS, days)
    erased = {}
    for days in (176, 177, 396, 397, 796, 797):  # sent three days ago
        with later(days):
            erased[days] = set(due(timezone.now()))
    assert (erased[176], erased[177]) == (set(), {quick})
    assert (erased[396], erased[397]) == ({quick}, {quick, usual})
    assert (erased[796], erased[797]) == ({quick, usual}, {quick, usual, slow})


@pytest.mark.parametrize("days", [0, 179, 801])
def test_days_out_of_bounds_are_refused(days):
    assert APPLICATIONS_KEPT_DAYS.problem(days) == "Give 180 days to 800 days"
    with pytest.raises(IntegrityError, match="applications_kept_from_180_to_800_days"):
        set_here(OrganisationFactory(), APPLICATIONS_KEPT_DAYS, days)


def test_a_hold_on_one_application_keeps_it_and_no_other(post):
    mine, other = rejected(post), sent(PostFactory(organisation=post.organisation))
    hr = member(post.organisation, Role.HR)
    hold = keeping.place(post.organisation, mine.reference, "Skullduggery cousin, case 7", by=hr)
    with later(KEPT_DAYS + 50):
        assert erase() == 1
        assert not Application.objects.filter(pk=other.pk).exists()
    assert Statement.objects.filter(application=mine, text=STATEMENT).exists()
    assert Score.objects.filter(application=mine).exclude(note="").exists()
    keeping.lift(hold, by=hr)
    with later(KEPT_DAYS + 51):
        assert erase() == 1
    assert {table for table, _ in found_in_database(WORDS)} <= ACCOUNT
    assert not LegalHold.objects.exists()


def test_a_hold_on_a_post_keeps_all_its_applications(post):
    first, second = sent(post), draft(post)
    hr = member(post.organisation, Role.HR)
    hold = keeping.place(post.organisation, str(post.pk), "Grievance", by=hr)
    with later(KEPT_DAYS * 2):
        assert erase() == 0
    keeping.lift(hold, by=hr)
    with later(KEPT_DAYS * 2):
        assert erase() == 2
    assert not Application.objects.filter(pk__in=[first.pk, second.pk]).exists()
    assert LegalHold.objects.get().lifted_at


def test_batches_go_until_nothing_is_left(post, monkeypatch):
    monkeypatch.setattr("roles.keeping.erasing.BATCH", 2)
    for _ in range(5):
        sent(post)
    with later(KEPT_DAYS):
        assert erase_some(timezone.now()) == 2
        assert erase() == 3
        assert erase() == 0
    assert StageCount.objects.get().count == 5


def test_what_is_due_about_it_goes_too(post):
    mine = sent(post)
    for subject, path in ((f"application:{mine.pk}", "/x/"), ("else", f"/applications/{mine.reference}/")):
        Due.objects.create(
            kind="test", subject=subject, user=mine.applicant, due_on=timezone.localdate(),
            remind_on=timezone.localdate(), title="Do it", path=path,
        )  # fmt: skip
    facts = {"user": mine.applicant, "kind": "application", "made_at": timezone.now(), "title": "Told"}
    told = [
        Notice.objects.create(key=f"application:{mine.pk}:offered", **facts),
        Notice.objects.create(key="one", path=f"/applications/{mine.reference}/", **facts),
        Notice.objects.create(key="two", due=Due.objects.first(), **facts),
    ]
    other = Notice.objects.create(key="another’s", **facts)
    with later(KEPT_DAYS):
        erase()
    assert not Due.objects.exists()
    assert not Notice.objects.filter(pk__in=[notice.pk for notice in told]).exists()
    assert Notice.objects.filter(pk=other.pk).exists()


def test_sessions_that_have_run_out_go_with_the_words_that_wait_in_them(post):
    mine = services.start(post, clinician())
    Client().post(reverse("applications:step", args=[mine.reference, "history"]), {"gaps": "Typed while signed out"})
    assert Session.objects.count() == 1
    with later(1):
        erase()
    assert not Session.objects.exists()


def test_erasing_reaches_nothing_that_has_a_life_of_its_own():
    reach = Reach()
    application = sent(PostFactory())
    reach.gather(Application, [application.pk])
    assert {Statement, Part, Score, Offer, LegalHold} >= set(reach.rows) - {Application}
    reachable: set[Any] = set()
    waiting: list[Any] = [Application]
    while waiting:
        reachable.add(model := waiting.pop())
        for relation in model._meta.get_fields(include_hidden=True):
            if not isinstance(relation, ForeignObjectRel) or hasattr(relation.related_model, "pgh_tracked_model"):
                continue
            stays = relation.field.null and relation.on_delete is not CASCADE
            if not stays and relation.related_model not in reachable:
                waiting.append(relation.related_model)
    assert {model._meta.app_label for model in reachable} == {"roles"}
    assert not reachable & {Post, Criterion, PanelSeat, Appointment, User, PayElement, Mentorship}


def test_beat_runs_it_every_night():
    tasks: dict[Any, Any] = {entry["task"]: entry["schedule"] for entry in site.CELERY_BEAT_SCHEDULE.values()}
    assert tasks["roles.keeping.tasks.erase"].hour == {2}


def test_the_next_application_is_not_filled_in_from_an_erased_one(post):
    mine = sent(post)
    anna = mine.applicant
    fill_parts(mine)
    with later(KEPT_DAYS):
        erase()
    again = services.start(PostFactory(), anna)
    assert not again.parts.filter(name="referees").exists()


@pytest.mark.django_db(transaction=True)
def test_a_hold_placed_while_erasing_runs_is_kept_or_comes_too_late_and_says_so():
    mine = sent(PostFactory())
    Application.objects.filter(pk=mine.pk).update(submitted_at=timezone.now() - timedelta(days=KEPT_DAYS))
    hr = member(mine.post.organisation, Role.HR)

    def place() -> object:
        try:
            return keeping.place(mine.post.organisation, mine.reference, "Case 7", by=hr)
        except Refused as refused:
            return refused.sentence

    held, *_ = together(place, erase, erase)
    there = Application.objects.filter(pk=mine.pk).exists()
    assert there == isinstance(held, LegalHold)
    assert LegalHold.objects.count() == int(there)
    assert StageCount.objects.count() == int(not there)
