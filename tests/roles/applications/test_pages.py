"""The applicant's pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reminders.models import Message
from roles.applications import rules, services
from roles.applications.models import Application, ApplicationStatus
from tests.factories import CriterionFactory, PostFactory, UserFactory
from tests.roles.people_who_choose import STATEMENT, clinician, draft, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(db):
    post = PostFactory(contact_name="Jo Call", contact_email="jo@tests.example")
    for position in (1, 2):
        CriterionFactory(post=post, position=position, text=f"Criterion {position}")
    return post


@pytest.fixture
def mine(post, client):
    application = services.start(post, clinician())
    client.force_login(application.applicant)
    return application


def page(name, application, *args):
    return reverse(f"applications:{name}", args=[application.reference, *args])


def said(response):
    return " ".join(response.content.decode().split())


def test_a_clinician_starts_from_a_post_and_meets_the_task_list(post, client):
    client.force_login(clinician())
    address = reverse("applications:start", args=[post.pk])
    assert "Start application" in said(client.get(address))
    shown = client.post(address, follow=True)
    assert "Criterion 1" in said(shown)
    assert "Not started" in said(shown)
    assert client.get(address).status_code == 302


def test_the_start_page_says_when_a_post_is_closed_or_not_for_them(post, client):
    client.force_login(UserFactory())
    address = reverse("applications:start", args=[post.pk])
    assert "Only clinicians" in said(client.get(address))
    post.closes_at = timezone.now() - timedelta(days=1)
    post.save()
    assert "Applications closed on" in said(client.get(address))
    assert not Application.objects.exists()


def test_a_draft_post_does_not_exist_for_applicants(post, client):
    post.status = "draft"
    post.save()
    client.force_login(clinician())
    assert client.get(reverse("applications:start", args=[post.pk])).status_code == 404


def test_a_saved_statement_leads_to_the_next_criterion(mine, client):
    first, second = mine.post.criteria.all()
    response = client.post(page("statement", mine, first.pk), {"text": STATEMENT, "seen": "", "next": "1"})
    assert response.url == page("statement", mine, second.pk)
    assert STATEMENT in said(client.get(page("statement", mine, first.pk)))


def test_a_statement_that_is_too_long_is_kept_and_said_to_be(mine, client):
    criterion = mine.post.criteria.first()
    text = "y" * (rules.STATEMENT_MOST + 7)
    response = client.post(page("statement", mine, criterion.pk), {"text": text, "seen": ""})
    assert response.status_code == 200
    assert "must be 3000 characters or fewer" in said(response)
    assert "What you typed is kept" in said(response)
    assert mine.statements.get().text == text
    assert "Shorten it by 7 characters" in said(client.get(page("check", mine)))


def test_characters_that_cannot_be_stored_make_a_sentence_not_an_error(mine, client):
    criterion = mine.post.criteria.first()
    response = client.post(page("statement", mine, criterion.pk), {"text": "a\x00b", "seen": ""})
    assert response.status_code == 200
    assert "cannot be kept" in said(response)
    assert mine.statements.get().text == "ab"


def test_line_ends_count_once(mine, client):
    criterion = mine.post.criteria.first()
    text = "z\r\n" * (rules.STATEMENT_MOST // 2)
    assert client.post(page("statement", mine, criterion.pk), {"text": text, "seen": ""}).status_code == 302


def test_a_stale_page_keeps_both_texts(mine, client):
    criterion = mine.post.criteria.first()
    client.post(page("statement", mine, criterion.pk), {"text": "The other window", "seen": ""})
    stale = client.post(page("statement", mine, criterion.pk), {"text": "This window", "seen": ""})
    assert stale.status_code == 200
    assert "changed in another window" in said(stale)
    assert "This window" in said(stale)
    assert "The other window" in said(stale)
    assert mine.statements.get().text == "The other window"


def test_saving_again_from_the_stale_page_keeps_this_windows_text(mine, client):
    criterion = mine.post.criteria.first()
    client.post(page("statement", mine, criterion.pk), {"text": "The other window", "seen": ""})
    stale = client.post(page("statement", mine, criterion.pk), {"text": "This window", "seen": ""})
    seen = stale.context["seen"] if stale.context else services.version(mine.statements.get())
    client.post(page("statement", mine, criterion.pk), {"text": "This window", "seen": seen})
    assert mine.statements.get().text == "This window"


def test_the_script_saves_while_one_types(mine, client):
    criterion = mine.post.criteria.first()
    answer = client.post(page("autosave", mine, criterion.pk), {"text": "Half a sen", "seen": ""})
    assert answer.json()["sentence"].startswith("Draft saved at")
    assert mine.statements.get().text == "Half a sen"
    stale = client.post(page("autosave", mine, criterion.pk), {"text": "Else", "seen": ""})
    assert stale.status_code == 409
    assert "another window" in stale.json()["sentence"]


def test_what_was_typed_while_signed_out_is_back_after_signing_in(mine, client):
    criterion = mine.post.criteria.first()
    stranger = Client()
    answer = stranger.post(page("statement", mine, criterion.pk), {"text": "Typed long", "seen": ""})
    assert answer.status_code == 302
    assert not mine.statements.exists()
    stranger.force_login(mine.applicant)
    shown = said(stranger.get(page("statement", mine, criterion.pk)))
    assert "Typed long" in shown
    assert "You were signed out" in shown
    stranger.post(page("statement", mine, criterion.pk), {"text": "Typed long", "seen": ""})
    assert mine.statements.get().text == "Typed long"
    assert "You were signed out" not in said(stranger.get(page("statement", mine, criterion.pk)))


def test_what_was_typed_while_signed_out_is_shown_to_nobody_else(mine):
    criterion = mine.post.criteria.first()
    stranger = Client()
    stranger.post(page("statement", mine, criterion.pk), {"text": "Typed long", "seen": ""})
    stranger.force_login(clinician())
    assert stranger.get(page("statement", mine, criterion.pk)).status_code == 404


def test_sending_shows_a_receipt_and_a_second_press_the_same(post, client):
    application = draft(post)
    client.force_login(application.applicant)
    assert "Send application" in said(client.get(page("check", application)))
    first = client.post(page("check", application), {"confirmed": "on"}, follow=True)
    assert "Application sent" in said(first)
    assert application.reference in said(first)
    again = client.post(page("check", application), {"confirmed": "on"}, follow=True)
    assert "Application sent" in said(again)
    assert Message.objects.count() == 1


def test_sending_unconfirmed_or_unfinished_says_so_beside_what_is_left(mine, client):
    assert "Confirm that what you wrote is true" in said(client.post(page("check", mine)))
    response = client.post(page("check", mine), {"confirmed": "on"})
    assert "6 parts are not ready to send" in said(response)
    assert "Write a statement" in said(response)


def test_after_closing_the_text_can_be_read_but_not_sent(post, client):
    application = draft(post)
    client.force_login(application.applicant)
    post.closes_at = timezone.now() - timedelta(minutes=1)
    post.save()
    response = client.post(page("check", application), {"confirmed": "on"})
    assert "it was not sent" in said(response)
    assert STATEMENT in said(response)
    assert STATEMENT in said(client.get(page("statement", application, post.criteria.first().pk)))
    assert "was not sent" in said(client.get(page("detail", application)))


def test_a_sent_application_shows_its_status_answers_and_history(post, client):
    application = draft(post)
    client.force_login(application.applicant)
    services.submit(application, by=application.applicant, confirmed=True)
    shown = said(client.get(page("detail", application)))
    for words in ("Submitted", "The panel scores after", STATEMENT, "Sent the application", "Withdraw"):
        assert words in shown


def test_withdrawing_asks_first(post, client):
    application = sent(post)
    client.force_login(application.applicant)
    assert "Withdraw this application?" in said(client.get(page("withdraw", application)))
    assert "You withdrew your application" in said(client.post(page("withdraw", application), follow=True))
    application.refresh_from_db()
    assert application.status == ApplicationStatus.WITHDRAWN
    assert client.get(page("withdraw", application)).status_code == 404


def test_nobody_reads_another_persons_application(mine):
    other = Client()
    other.force_login(clinician())
    criterion = mine.post.criteria.first()
    for name, args in [
        ("detail", []),
        ("check", []),
        ("step", ["history"]),
        ("receipt", []),
        ("withdraw", []),
        ("statement", [criterion.pk]),
    ]:
        assert other.get(page(name, mine, *args)).status_code == 404, name


def test_the_list_asks_the_database_as_often_for_many_as_for_few(client, django_assert_max_num_queries):
    anna = clinician()
    client.force_login(anna)
    counts = []
    for total in (2, 12):
        while Application.objects.filter(applicant=anna).count() < total:
            sent(PostFactory(), anna)
        with django_assert_max_num_queries(12) as asked:
            assert f"{total} applications" in said(client.get(reverse("applications:list")))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_task_list_asks_as_often_for_ten_criteria_as_for_two(client, django_assert_max_num_queries):
    counts = []
    for total in (2, 10):
        post = PostFactory()
        for position in range(total):
            CriterionFactory(post=post, position=position)
        application = draft(post)
        client.force_login(application.applicant)
        with django_assert_max_num_queries(20) as asked:
            assert client.get(page("detail", application)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_after_sending_the_pages_to_write_on_lead_to_the_record(post, client):
    application = sent(post)
    client.force_login(application.applicant)
    criterion = application.post.criteria.all()[0]
    for address in (page("statement", application, criterion.pk), page("step", application, "history")):
        assert client.get(address).url == page("detail", application)


def test_sending_unconfirmed_says_in_one_go_what_else_is_left(mine, client):
    response = client.post(page("check", mine), {})
    assert "Confirm that what you wrote is true" in said(response)
    assert "not ready to send" in said(response)
    mine.refresh_from_db()
    assert mine.status == ApplicationStatus.DRAFT
