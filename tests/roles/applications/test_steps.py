"""The steps beside the statements: kept as typed, filled in where known, read by nobody too early."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from people.refusals import Refused
from roles.applications import parts, services
from roles.applications.models import ApplicationStatus
from roles.applications.steps import FORMS
from tests.factories import CriterionFactory, EmploymentFactory, OrganisationFactory, PostFactory
from tests.roles.applying import complete_parts, fill_parts
from tests.roles.people_who_choose import STATEMENT, clinician, draft, make_choice, sent
from tests.roles.reachable import everything_reachable, leaks

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client):
    post = PostFactory()
    CriterionFactory(post=post, position=1)
    application = services.start(post, clinician())
    client.force_login(application.applicant)
    return application


def page(application, name):
    return reverse("applications:step", args=[application.reference, name])


def said(response):
    return " ".join(response.content.decode().split())


def seen(application, name):
    return parts.version(application.parts.filter(name=name).first())


def left(application, name):
    step, part = parts.steps_of(application)[name]
    return " ".join(parts.problems(step, part))


@pytest.mark.parametrize("name", FORMS)
def test_a_whole_step_is_saved_and_leads_on(mine, client, name):
    answer = client.post(page(mine, name), {**complete_parts()[name], "seen": seen(mine, name), "next": "1"})
    assert answer.status_code == 302
    assert mine.parts.get(name=name).typed == complete_parts()[name]
    assert not left(mine, name)
    shown = said(client.get(page(mine, name)))
    assert "There is a problem" not in shown
    assert all(f'value="{text}"' in shown for text in complete_parts()[name].values())


@pytest.mark.parametrize("name", FORMS)
def test_an_empty_step_is_saved_too_and_asked_for_later(mine, client, name):
    assert client.post(page(mine, name), {"seen": seen(mine, name)}).status_code == 302
    assert left(mine, name) == "Fill in this part."
    check = said(client.get(reverse("applications:check", args=[mine.reference])))
    assert "Fill in this part." in check


RUTH = {"name_1": "Ruth", "position_1": "Director"}
JOB = {"employer_1": "Leeds", "role_1": "Consultant", "began_1": "5 2020", "ended_1": "now"}
TIME = {"leadership_pas": "2", "clinical_pas": "5"}
WRONG = [
    ("history", {**JOB, "ended_1": "4 2020"}, "To must not be before from, which is May 2020"),
    ("history", {**JOB, "employer_1": "x" * 201}, "Employer must be 200 characters or fewer; it is 201"),
    ("history", {**JOB, "began_1": "5 2010", "ended_1": "4 2015"}, "Say what you did from May 2015"),
    ("registration", {"body": "GMC", "number": "12345"}, "A GMC number has 7 figures, like 7012345"),
    ("registration", {"body": "GMC"}, "Enter your registration number"),
    ("referees", {**RUTH, "email_1": "no address"}, "Enter an email address in the correct format"),
    ("referees", {**RUTH, "email_1": "r@x.example"}, "Name one more referee"),
    ("declarations", {"conflict": "yes", "fitness": "no"}, "Say what it is, since you answered yes"),
    ("declarations", {"conflict": "no", "fitness": "no", "fitness_details": "Well"}, "You answered no"),
    ("declarations", {"conflict": "yes", "interests": "i" * 3001, "fitness": "no"}, "must be 3000 characters or fewer"),
    ("hopes", {"leadership_pas": "two", "clinical_pas": "5"}, "Leadership time a week must be a number"),
    ("hopes", {"leadership_pas": "2", "clinical_pas": "13"}, "Clinical time a week must be 12 PAs or less"),
    (
        "hopes",
        {**TIME, "hoped_start-day": "31", "hoped_start-month": "2", "hoped_start-year": "2030"},
        "Start must be a real date",
    ),
    (
        "hopes",
        {**TIME, "hoped_start-day": "1", "hoped_start-month": "2", "hoped_start-year": "2020"},
        "Start must be on or after",
    ),
]


@pytest.mark.parametrize(("name", "typed", "words"), WRONG)
def test_what_is_wrong_is_kept_as_typed_and_gets_a_sentence(mine, client, name, typed, words):
    answer = client.post(page(mine, name), {**typed, "seen": seen(mine, name), "next": "1"})
    assert answer.status_code == 200
    assert words in said(answer)
    assert "What you typed is kept" in said(answer)
    assert mine.parts.get(name=name).typed == typed
    assert words in left(mine, name)
    assert words in said(client.get(reverse("applications:check", args=[mine.reference])))
    again = said(client.get(page(mine, name)))
    assert all(text in again for text in typed.values() if len(text) < 300)


def test_the_script_saves_while_one_types(mine, client):
    address = reverse("applications:keep", args=[mine.reference, "referees"])
    answer = client.post(address, {"name_1": "Ru", "seen": ""})
    assert answer.json()["sentence"].startswith("Draft saved at")
    assert answer.json()["seen"] == seen(mine, "referees")
    assert mine.parts.get(name="referees").typed == {"name_1": "Ru"}
    stale = client.post(address, {"name_1": "Else", "seen": "long ago"})
    assert stale.status_code == 409
    assert "another window" in stale.json()["sentence"]


def test_a_referee_with_the_applicants_own_address_is_refused(mine, client):
    own = complete_parts()["referees"] | {"email_2": mine.applicant.email.upper()}
    answer = client.post(page(mine, "referees"), {**own, "seen": "", "next": "1"})
    assert "This is your own email address: enter your referee’s" in said(answer)


def test_empty_rows_between_are_closed_up_and_more_rows_follow(mine, client):
    typed = {"employer_2": "Leeds", "role_2": "Consultant", "began_2": "5 2020", "ended_2": "now"}
    answer = client.post(page(mine, "history"), {**typed, "employer_1": " ", "seen": "", "more": "1"}, follow=True)
    assert mine.parts.get(name="history").typed == {name.replace("2", "1", 1): text for name, text in typed.items()}
    assert "Job 3" in said(answer)
    assert "Job 4" not in said(answer)


def test_characters_that_cannot_be_stored_make_a_sentence(mine, client):
    answer = client.post(page(mine, "history"), {"employer_1": "Le\x00eds", "seen": "", "next": "1"})
    assert "cannot be kept" in said(answer)
    assert mine.parts.get(name="history").typed == {"employer_1": "Leeds"}


def test_a_board_post_asks_for_the_fit_and_proper_person_declaration(mine, client):
    assert "unfit for a board" not in said(client.get(page(mine, "declarations")))
    mine.post.fit_and_proper = True
    mine.post.save()
    assert "unfit for a board" in said(client.get(page(mine, "declarations")))
    client.post(page(mine, "declarations"), {"conflict": "no", "fitness": "no", "seen": ""})
    assert "Say whether anything would make you unfit" in left(mine, "declarations")


def test_hopes_and_interests_stand_where_those_who_offer_read_them(mine):
    by = mine.applicant
    parts.save_part(mine, "hopes", complete_parts()["hopes"], by=by)
    parts.save_part(mine, "declarations", {"conflict": "yes", "interests": "Shares", "fitness": "no"}, by=by)
    mine.refresh_from_db()
    assert (str(mine.leadership_pas), str(mine.clinical_pas)) == ("2.000", "6.500")
    assert mine.hoped_start == timezone.localdate() + timedelta(days=120)
    assert mine.interests == "Shares"
    parts.save_part(mine, "hopes", {"hoped_start-day": "45"}, by=by)
    mine.refresh_from_db()
    assert (mine.hoped_start, mine.leadership_pas) == (None, None)


def test_a_stale_page_keeps_both(mine, client):
    typed = {"body": "GMC", "number": "7000001", "seen": seen(mine, "registration")}
    client.post(page(mine, "registration"), typed)
    stale = client.post(page(mine, "registration"), {**typed, "number": "7000002", "next": "1"})
    assert "changed in another window" in said(stale)
    assert "7000002" in said(stale)
    assert mine.parts.get(name="registration").typed["number"] == "7000001"
    client.post(page(mine, "registration"), {**typed, "number": "7000002", "seen": seen(mine, "registration")})
    assert mine.parts.get(name="registration").typed["number"] == "7000002"


def test_a_new_application_is_filled_in_from_the_profile_and_the_post(client):
    anna = clinician()
    trust = OrganisationFactory(name="Northern Hills NHS Trust")
    EmploymentFactory(user=anna, organisation=trust)
    start = timezone.localdate() + timedelta(days=50)
    mine = services.start(PostFactory(starts_on=start), anna)
    typed = {part.name: part.typed for part in mine.parts.all()}
    assert typed["registration"] == {"body": "GMC", "number": anna.clinician.registration_number}
    assert typed["history"] == {"employer_1": trust.name, "began_1": "4 2024", "ended_1": "now"}
    assert typed["hopes"]["leadership_pas"] == "2"
    assert typed["hopes"]["hoped_start-year"] == str(start.year)
    client.force_login(anna)
    assert "Filled in from your employment on record" in said(client.get(page(mine, "history")))


def test_the_next_application_is_filled_in_from_the_last_but_declares_afresh():
    anna = clinician()
    first = services.start(PostFactory(), anna)
    fill_parts(first)
    second = services.start(PostFactory(), anna)
    typed = {part.name: part.typed for part in second.parts.all()}
    assert typed["history"] == complete_parts()["history"]
    assert typed["referees"] == complete_parts()["referees"]
    assert typed["registration"]["number"] == anna.clinician.registration_number
    assert "declarations" not in typed
    assert second.parts.get(name="referees").filled_from.startswith("your application of")


def test_one_who_was_filled_in_wrong_is_held_back_until_it_is_put_right():
    anna = clinician()
    anna.clinician.registration_number = "12"
    anna.clinician.save()
    mine = services.start(PostFactory(), anna)
    assert "A GMC number has 7 figures" in left(mine, "registration")


def test_a_statement_that_names_an_employer_is_not_sent():
    post = PostFactory()
    CriterionFactory(post=post, position=1)
    mine = draft(post, text="At leeds  general I halved the waits.")
    assert "Take out “Leeds General”" in services.problems_of(mine)[post.criteria.get().pk]
    with pytest.raises(Refused, match="1 part is not ready"):
        services.submit(mine, by=mine.applicant, confirmed=True)


def test_begun_before_and_sent_at_the_closing_moment_is_refused_and_every_text_kept():
    post = PostFactory()
    CriterionFactory(post=post, position=1)
    mine = draft(post)
    with travel(post.closes_at, tick=False):
        with pytest.raises(Refused, match="What you wrote is kept, but it was not sent"):
            services.submit(mine, by=mine.applicant, confirmed=True)
        parts.save_part(mine, "referees", {"name_1": "Too Late"}, by=mine.applicant)
    mine.refresh_from_db()
    assert mine.status == ApplicationStatus.DRAFT
    assert mine.statements.get().text == STATEMENT
    assert mine.parts.get(name="history").typed == complete_parts()["history"]
    assert mine.parts.get(name="referees").typed == {"name_1": "Too Late"}


def test_sent_in_the_last_moment_it_is_in():
    post = PostFactory()
    CriterionFactory(post=post, position=1)
    mine = draft(post)
    with travel(post.closes_at - timedelta(microseconds=1), tick=False):
        assert services.submit(mine, by=mine.applicant, confirmed=True).status == ApplicationStatus.SUBMITTED


def test_a_sent_application_is_read_as_on_the_day_it_was_sent():
    mine = sent(PostFactory())
    with travel(timezone.now() + timedelta(days=300)):
        assert not left(mine, "hopes")
        assert not left(mine, "history")


def test_no_part_of_it_is_seen_before_the_lock_and_what_is_due_to_each_after_it(client):
    choice = make_choice(applicants=1)
    told = [*complete_parts()["history"].values(), "ruth@referees.example", "Ruth Ames"]
    words = [word for word in told if len(word) > 6]
    for user in (choice.seats[0].user, choice.recruiter):
        client.force_login(user)
        assert not leaks(everything_reachable(client, choice), words)
    choice.score_all(4)
    choice.lock()
    address = reverse("panel:application", args=[choice.post.pk, choice.applications[0].reference])
    client.force_login(choice.seats[0].user)
    panel = said(client.get(address))
    assert "Consultant, Leeds General: April 2015 to now" in panel
    assert "fitness to practise" in panel
    assert "Ruth Ames" not in panel
    client.force_login(choice.recruiter)
    recruiter = said(client.get(address))
    assert "Ruth Ames, Medical director, ruth@referees.example" in recruiter
    assert "sam@referees.example (not before the post is offered)" in recruiter
