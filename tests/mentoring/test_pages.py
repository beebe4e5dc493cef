"""The pages: what stands on them, what a wrong answer reads, and what others never see."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring import services
from mentoring.models import MentorProfile, Mentorship
from people.models import Membership, Role, Specialty, User
from reminders.models import Message
from tests.factories import ClinicianFactory, MembershipFactory, UserFactory
from tests.mentoring.conftest import ANSWER, HOPE, make_mentee, make_mentor

Status = Mentorship.Status


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def pair_url(pair: Mentorship) -> str:
    return reverse("mentoring:mentorship", args=[pair.pk])


def ask_url(profile: MentorProfile) -> str:
    return reverse("mentoring:ask", args=[profile.pk])


def found(client: Client, query: str = "") -> list[str]:
    """The names on the search page, in order."""
    page = text_of(client.get(reverse("mentoring:find") + query))
    return re.findall(r"app-result__title[^>]*><a[^>]*>([^<]+)</a>", page)


def counts_of(page: str, name: str) -> dict[str, int]:
    """A facet's choices with their counts."""
    pattern = rf'name="{name}" type="checkbox" value="([^"]+)".*?app-facet__count">\((\d+)\)'
    return {value: int(n) for value, n in re.findall(pattern, page)}


def test_someone_new_reads_what_mentoring_is_and_how_to_begin(mentee) -> None:
    page = text_of(as_(mentee).get(reverse("mentoring:home")))
    assert "You have no mentor yet" in page
    assert "You are not a mentor yet" in page
    assert reverse("mentoring:find") in page
    assert reverse("mentoring:profile") in page


def test_a_request_stands_on_both_homes_with_whose_turn_it_is(request_made, mentor, mentee) -> None:
    theirs, mine = (text_of(as_(who).get(reverse("mentoring:home"))) for who in (mentor.user, mentee))
    assert "Requests for you to answer" in theirs
    assert "Your turn: Tom Mentee asked on" in theirs
    assert "Requests you wait for" in mine
    assert "It is the turn of Maya Mentor" in mine


def test_home_takes_few_queries_however_many_pairs(mentor) -> None:
    MentorProfile.objects.update(capacity=10)
    mentor.refresh_from_db()
    counts = []
    client = as_(mentor.user)
    for size in (1, 6):
        while Mentorship.objects.count() < size:
            made = services.ask(mentor, by=make_mentee(), message=HOPE)
            services.accept(made, by=mentor.user, answer=ANSWER)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("mentoring:home"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] < 10


def test_a_request_is_sent_and_both_read_it_and_the_answer(mentor, mentee) -> None:
    sent = as_(mentee).post(ask_url(mentor), {"message": HOPE}, follow=True)
    pair = Mentorship.objects.get()
    assert sent.redirect_chain[-1][0] == pair_url(pair)
    assert HOPE in text_of(sent)
    answered = as_(mentor.user).post(pair_url(pair), {"do": "accept", "answer": ANSWER}, follow=True)
    assert "You have accepted" in text_of(answered)
    mine = text_of(as_(mentee).get(pair_url(pair)))
    assert ANSWER in mine
    assert mentor.user.email in mine
    assert "My mentors" in text_of(as_(mentee).get(reverse("mentoring:home")))


def test_email_addresses_stay_hidden_until_the_mentor_accepts(request_made, mentor, mentee) -> None:
    assert mentor.user.email not in text_of(as_(mentee).get(pair_url(request_made)))
    assert mentor.user.email not in text_of(as_(mentee).get(reverse("mentoring:mentor", args=[mentor.pk])))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Write what you hope for"), ("   ", "Write what you hope for"), ("x" * 2001, "2000 characters or fewer")],
)
def test_asking_with_nothing_or_too_much_is_a_sentence_and_keeps_what_was_typed(
    typed: str, sentence: str, mentor, mentee
) -> None:
    page = text_of(as_(mentee).post(ask_url(mentor), {"message": typed}))
    assert sentence in page
    assert typed.strip() in page
    assert "<title>Error: " in page
    assert not Mentorship.objects.exists()


def test_asking_twice_reads_a_sentence_and_keeps_what_was_typed(request_made, mentor, mentee) -> None:
    page = text_of(as_(mentee).post(ask_url(mentor), {"message": "Please answer me"}))
    assert "You have asked Maya Mentor already" in page
    assert "Please answer me" in page
    assert pair_url(request_made) in page
    assert Mentorship.objects.get().message == HOPE


def test_a_mentor_who_stopped_while_the_page_was_open_is_a_sentence(mentor, mentee) -> None:
    MentorProfile.objects.update(accepting=False)
    page = text_of(as_(mentee).post(ask_url(mentor), {"message": HOPE}))
    assert "takes no requests now" in page
    assert HOPE in page
    assert not Mentorship.objects.exists()


def test_the_page_of_a_line_manager_says_why_they_cannot_be_asked_r8(mentor, mentee) -> None:
    Membership.objects.filter(user=mentee).update(line_manager=mentor.user)
    page = text_of(as_(mentee).get(reverse("mentoring:mentor", args=[mentor.pk])))
    assert "is your line manager and so can&#39;t be your mentor" in page
    assert "Send the request" not in page
    assert "is your line manager" in text_of(as_(mentee).post(ask_url(mentor), {"message": HOPE}))


def test_ones_own_page_has_no_form(mentor) -> None:
    page = text_of(as_(mentor.user).get(reverse("mentoring:mentor", args=[mentor.pk])))
    assert "This is your page" in page
    assert "Send the request" not in page


@pytest.mark.parametrize("do", ["accept", "decline"])
def test_an_answer_without_a_word_is_a_sentence(do: str, request_made, mentor) -> None:
    page = text_of(as_(mentor.user).post(pair_url(request_made), {"do": do, "answer": " "}))
    assert "Write a sentence as your answer" in page
    request_made.refresh_from_db()
    assert request_made.status == Status.REQUESTED


def test_an_answer_too_long_or_a_button_that_is_not_there_keeps_what_was_typed(request_made, mentor) -> None:
    for posted in ({"do": "accept", "answer": "y" * 1001}, {"do": "marry", "answer": "yes"}, {"answer": "yes"}):
        page = text_of(as_(mentor.user).post(pair_url(request_made), posted))
        assert "There is a problem" in page
        assert posted["answer"] in page
    request_made.refresh_from_db()
    assert (request_made.status, request_made.answer) == (Status.REQUESTED, "")


def test_the_mentee_cannot_press_the_mentors_buttons(request_made, mentee) -> None:
    page = text_of(as_(mentee).post(pair_url(request_made), {"do": "accept", "answer": ANSWER}))
    assert "There is a problem" in page
    request_made.refresh_from_db()
    assert request_made.status == Status.REQUESTED


def test_accepting_from_a_stale_page_reads_how_it_stands_and_keeps_what_was_typed(request_made, mentor, mentee) -> None:
    services.withdraw(request_made, by=mentee)
    page = text_of(as_(mentor.user).post(pair_url(request_made), {"do": "accept", "answer": ANSWER}))
    assert "withdrawn by now, so nothing has changed" in page
    assert ANSWER in page
    request_made.refresh_from_db()
    assert (request_made.status, request_made.answer) == (Status.WITHDRAWN, "")


def test_the_same_page_sent_twice_changes_nothing_the_second_time(request_made, mentor, mentee) -> None:
    client = as_(mentor.user)
    for _ in range(2):
        assert client.post(pair_url(request_made), {"do": "accept", "answer": ANSWER}).status_code == 302
    assert Message.objects.filter(user=mentee).count() == 1
    for _ in range(2):
        assert as_(mentee).post(pair_url(request_made), {"do": "end"}).status_code == 302
    assert Message.objects.filter(key__endswith=":ended").count() == 1


def test_the_words_of_a_pair_exist_for_nobody_else_whatever_their_role_r10(request_made, mentor, mentee) -> None:
    organisation = Membership.objects.get(user=mentee).organisation
    others = [MembershipFactory(organisation=organisation, role=role).user for role in Role]
    others.append(UserFactory(is_staff=True, is_superuser=True))
    for other in others:
        for answer in (
            as_(other).get(pair_url(request_made)),
            as_(other).post(pair_url(request_made), {"do": "accept", "answer": ANSWER}),
        ):
            assert answer.status_code == 404
            assert HOPE not in answer.content.decode()
        assert HOPE not in text_of(as_(other).get(reverse("mentoring:home")))
    request_made.refresh_from_db()
    assert request_made.status == Status.REQUESTED


def test_a_profile_is_made_with_the_employers_capacity_in_the_form_and_then_changed(mentee) -> None:
    client = as_(mentee)
    url = reverse("mentoring:profile")
    assert 'value="3"' in text_of(client.get(url))
    posted = {"about": "Ten years a lead.", "region": "London", "capacity": "2", "accepting": "on"}
    assert client.post(url, posted)["Location"] == reverse("mentoring:home")
    profile = MentorProfile.objects.get(user=mentee)
    assert (profile.about, profile.capacity, profile.accepting) == ("Ten years a lead.", 2, True)
    client.post(url, {**posted, "capacity": "4", "accepting": ""})
    profile.refresh_from_db()
    assert (profile.capacity, profile.accepting) == (4, False)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("about", "", "Write a few sentences about you"),
        ("about", "z" * 2001, "2000 characters or fewer"),
        ("topics", "t" * 301, "300 characters or fewer"),
        ("region", "Atlantis", "Choose region from the list"),
        ("capacity", "0", "must be 1 or more"),
        ("capacity", "11", "must be 10 or less"),
        ("capacity", "lots", "must be a whole number"),
    ],
)
def test_a_wrong_profile_is_a_sentence_and_nothing_is_written(name: str, value: str, sentence: str, mentee) -> None:
    posted = {"about": "Ten years a lead.", "topics": "", "region": "London", "capacity": "2", name: value}
    page = text_of(as_(mentee).post(reverse("mentoring:profile"), posted))
    assert sentence in page
    assert value in page or name == "region"
    assert not MentorProfile.objects.exists()


class TestFinding:
    @pytest.fixture
    def three(self, db: None) -> list[MentorProfile]:
        cardiology = Specialty.objects.create(name="Cardiology", kind="specialty")
        heart = make_mentor(user__name="Ann Heart", about="Years on a board.", region="London", capacity=1)
        ClinicianFactory(user=heart.user, specialty=cardiology)
        nurse = make_mentor(user__name="Ben Nurse", topics="job planning", capacity=3)
        ClinicianFactory(user=nurse.user, profession="nurse")
        plain = make_mentor(user__name="Cal Plain", region="London", capacity=2)
        return [heart, nurse, plain]

    def test_most_free_places_come_first_or_by_name_or_newest(self, three, mentee) -> None:
        client = as_(mentee)
        assert found(client) == ["Ben Nurse", "Cal Plain", "Ann Heart"]
        assert found(client, "?order=name") == ["Ann Heart", "Ben Nurse", "Cal Plain"]
        MentorProfile.objects.filter(pk=three[2].pk).update(joined_on="2026-01-01")
        assert found(client, "?order=new")[0] == "Cal Plain"

    @pytest.mark.parametrize("words", ["heart", "cardiology", "cardiolgy", "years board", "BOARD"])
    def test_words_find_names_specialties_and_what_mentors_say_with_slips(self, words: str, three, mentee) -> None:
        assert found(as_(mentee), f"?q={words}") == ["Ann Heart"]

    def test_facets_narrow_together_and_count_beside_each_other(self, three, mentee) -> None:
        query = "?region=London&profession=doctor"
        assert found(as_(mentee), query) == ["Ann Heart"]
        page = text_of(as_(mentee).get(reverse("mentoring:find") + query))
        assert "1 mentor with a free place" in page
        assert counts_of(page, "region") == {"London": 1, "Midlands": 0}
        assert counts_of(page, "profession") == {"doctor": 1, "nurse": 0}
        assert page.count("Remove filter") == 2

    def test_no_result_says_what_to_loosen(self, three, mentee) -> None:
        assert "No mentor fits all of this" in text_of(as_(mentee).get(reverse("mentoring:find") + "?q=astronaut"))

    def test_the_full_the_closed_the_gone_and_oneself_are_not_listed(self, three, mentee) -> None:
        heart, nurse, plain = three
        services.accept(services.ask(heart, by=make_mentee(), message=HOPE), by=heart.user, answer=ANSWER)
        assert found(as_(mentee)) == ["Ben Nurse", "Cal Plain"]
        MentorProfile.objects.filter(pk=nurse.pk).update(accepting=False)
        User.objects.filter(pk=plain.user_id).update(is_active=False)
        assert found(as_(mentee)) == []
        own = make_mentor(user__name="Me Myself")
        assert found(as_(own.user)) == []
        assert found(as_(mentee)) == ["Me Myself"]

    def test_those_who_stand_over_me_and_those_i_have_asked_are_not_listed(self, three, mentee) -> None:
        heart, nurse, _ = three
        Membership.objects.filter(user=mentee).update(appraiser=heart.user)
        services.ask(nurse, by=mentee, message=HOPE)
        assert found(as_(mentee)) == ["Cal Plain"]

    def test_pages_follow_each_other_and_keep_the_filters(self, mentee) -> None:
        for n in range(25):
            make_mentor(user__name=f"Mentor {n:02}")
        client = as_(mentee)
        assert len(found(client, "?region=Midlands&order=name")) == 20
        assert found(client, "?region=Midlands&order=name&page=2")[0] == "Mentor 20"
        assert "region=Midlands&amp;order=name&amp;page=2" in text_of(
            client.get(reverse("mentoring:find") + "?region=Midlands&order=name")
        )

    def test_searching_takes_the_same_few_queries_at_two_sizes(self, three, mentee) -> None:
        client = as_(mentee)
        counts = []
        for size in (3, 18):
            while MentorProfile.objects.count() < size:
                ClinicianFactory(user=make_mentor().user)
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("mentoring:find") + "?q=board")
                client.get(reverse("mentoring:find"))
            counts.append(len(queries))
        assert counts[0] == counts[1]
        assert counts[0] / 2 < 10

    @pytest.mark.parametrize(
        "query", ["?q=%00&region=%00", "?page=99999999999999999999", "?page=x&order=x", "?q=" + "a%25_" * 200]
    )
    def test_an_address_that_makes_no_sense_still_shows_a_page(self, query: str, three, mentee) -> None:
        assert as_(mentee).get(reverse("mentoring:find") + query).status_code == 200
