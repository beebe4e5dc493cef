"""Starting, saving, sending and taking back an application."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.models import Role
from people.refusals import Refused
from reminders.models import Message
from roles.applications import rules, services
from roles.applications.models import TRANSITIONS, Application, ApplicationStatus
from tests.factories import CriterionFactory, PanelSeatFactory, PostFactory, UserFactory
from tests.roles.applying import fill_parts
from tests.roles.people_who_choose import STATEMENT, clinician, draft, member
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(db):
    post = PostFactory()
    CriterionFactory(post=post, position=1)
    CriterionFactory(post=post, position=2, essential=False)
    return post


def close(post):
    post.closes_at = timezone.now() - timedelta(minutes=1)
    post.save()


def test_every_status_has_its_place_in_the_table_of_transitions():
    assert set(TRANSITIONS) == set(ApplicationStatus.values)
    assert {to for many in TRANSITIONS.values() for to in many} <= set(ApplicationStatus.values)


def test_a_clinician_starts_an_application_with_a_reference_that_tells_nothing(post):
    anna = clinician(name="Anna Bell")
    application = services.start(post, anna)
    assert application.status == ApplicationStatus.DRAFT
    assert len(application.reference) == 8
    assert set(application.reference) <= set(services.ALPHABET)


def test_starting_again_takes_up_the_one_there_is(post):
    anna = clinician()
    assert services.start(post, anna) == services.start(post, anna)


def test_only_clinicians_may_start(post):
    with pytest.raises(Refused, match="Only clinicians"):
        services.start(post, UserFactory())


def test_nobody_starts_after_closing(post):
    close(post)
    with pytest.raises(Refused, match="Applications closed on"):
        services.start(post, clinician())


def test_a_panel_member_cannot_apply_for_the_post_they_choose_for(post):
    seat = PanelSeatFactory(post=post, user=clinician())
    with pytest.raises(Refused, match="on the panel"):
        services.start(post, seat.user)


def test_one_who_came_onto_the_panel_after_drafting_cannot_send(post):
    application = draft(post)
    PanelSeatFactory(post=post, user=application.applicant)
    with pytest.raises(Refused, match="on the panel"):
        services.submit(application, by=application.applicant, confirmed=True)


def test_a_statement_is_kept_however_long(post):
    application = draft(post)
    text = "x" * (rules.STATEMENT_MOST + 5)
    kept = services.save_statement(application, post.criteria.first(), text, by=application.applicant)
    assert kept.text == text


def test_a_statement_changed_in_another_window_is_not_overwritten(post):
    application, criterion = draft(post), post.criteria.first()
    seen = services.version(application.statements.get(criterion=criterion))
    services.save_statement(application, criterion, "From there", by=application.applicant, seen=seen)
    with pytest.raises(Refused, match="another window"):
        services.save_statement(application, criterion, "From here", by=application.applicant, seen=seen)
    assert application.statements.get(criterion=criterion).text == "From there"


def test_a_statement_of_another_posts_criterion_is_not_taken(post):
    application = draft(post)
    with pytest.raises(PermissionDenied):
        services.save_statement(application, CriterionFactory(), "x", by=application.applicant)


def test_nobody_else_saves_or_sends_or_withdraws(post):
    application, other = draft(post), clinician()
    with pytest.raises(PermissionDenied):
        services.save_statement(application, post.criteria.first(), "x", by=other)
    with pytest.raises(PermissionDenied):
        services.submit(application, by=other, confirmed=True)
    with pytest.raises(PermissionDenied):
        services.withdraw(application, by=other)


def test_sending_gives_one_receipt_however_often_it_is_sent(post):
    application = draft(post)
    first = services.submit(application, by=application.applicant, confirmed=True)
    again = services.submit(application, by=application.applicant, confirmed=True)
    assert (first.status, first.submitted_at) == (ApplicationStatus.SUBMITTED, again.submitted_at)
    message = Message.objects.get(user=application.applicant)
    assert application.reference in message.text
    assert "What happens next" in message.text


def test_sending_without_confirming_is_refused(post):
    application = draft(post)
    with pytest.raises(Refused, match="Confirm"):
        services.submit(application, by=application.applicant, confirmed=False)


def test_an_essential_criterion_without_a_statement_holds_it_back(post):
    application = services.start(post, clinician())
    fill_parts(application)
    with pytest.raises(Refused, match="1 part is not ready"):
        services.submit(application, by=application.applicant, confirmed=True)


def test_a_desirable_criterion_may_be_left_empty(post):
    application = services.start(post, clinician())
    fill_parts(application)
    services.save_statement(application, post.criteria.get(essential=True), STATEMENT, by=application.applicant)
    assert services.submit(application, by=application.applicant, confirmed=True).submitted_at


@pytest.mark.parametrize("sign", ["name", "email", "registration"])
def test_a_statement_that_names_its_writer_is_not_sent(post, sign):
    anna = clinician(name="Anna Bell")
    text = {"name": "I, anna  bell, led it", "email": f"Write to {anna.email}", "registration": "No. "}[sign]
    if sign == "registration":
        text += anna.clinician.registration_number
    application = draft(post, anna, text)
    with pytest.raises(Refused, match="2 parts are not ready"):
        services.submit(application, by=anna, confirmed=True)


def test_after_closing_it_is_not_sent_and_the_text_is_kept(post):
    application = draft(post)
    close(post)
    services.save_statement(application, post.criteria.first(), "Too late", by=application.applicant)
    with pytest.raises(Refused, match="What you wrote is kept"):
        services.submit(application, by=application.applicant, confirmed=True)
    assert application.statements.filter(text="Too late").exists()
    assert not Message.objects.exists()


def test_a_sent_application_is_not_changed(post):
    application = draft(post)
    services.submit(application, by=application.applicant, confirmed=True)
    with pytest.raises(Refused, match="You sent this application on"):
        services.save_statement(application, post.criteria.first(), "Later", by=application.applicant)
    assert not application.statements.filter(text="Later").exists()


def test_withdrawn_it_can_be_taken_up_again_and_sent_with_a_new_receipt(post):
    application = draft(post)
    anna = application.applicant
    services.submit(application, by=anna, confirmed=True)
    services.withdraw(application, by=anna)
    assert services.withdraw(application, by=anna).status == ApplicationStatus.WITHDRAWN
    again = services.start(post, anna)
    assert (again.pk, again.status, again.submitted_at) == (application.pk, ApplicationStatus.DRAFT, None)
    services.submit(again, by=anna, confirmed=True)
    assert Message.objects.filter(user=anna).count() == 2


def test_an_offer_is_declined_rather_than_withdrawn_from(post):
    application = draft(post)
    Application.objects.filter(pk=application.pk).update(status=ApplicationStatus.OFFERED, submitted_at=timezone.now())
    with pytest.raises(Refused, match="Decline the offer"):
        services.withdraw(application, by=application.applicant)


def test_a_recruiter_is_no_applicant_without_a_profession(post):
    with pytest.raises(Refused):
        services.start(post, member(post.organisation, Role.RECRUITER))


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_send_at_once_make_one_receipt():
    post = PostFactory()
    CriterionFactory(post=post, position=1)
    application = draft(post)
    by = application.applicant
    answers = together(*[lambda: services.submit(application, by=by, confirmed=True)] * 4)
    assert {answer.submitted_at for answer in answers} == {Application.objects.get().submitted_at}
    assert Message.objects.filter(user=by).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_start_at_once_make_one_application():
    post, anna = PostFactory(), clinician()
    answers = together(*[lambda: services.start(post, anna)] * 4)
    assert len({answer.pk for answer in answers}) == 1
