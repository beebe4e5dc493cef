"""Finding posts: words, filters that combine, counts, order, pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roles.models import Post, SearchWord
from roles.posts import counting, pages
from roles.posts.words import note_words
from tests.factories import ArchetypeFactory, OrganisationFactory, PostFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def test_without_anything_asked_every_open_post_is_there_and_no_other(publish, look):
    publish("Open")
    publish("Closed", closes_at=timezone.now() - timedelta(minutes=1))
    publish("Draft", status=Post.Status.DRAFT)
    publish("Filled", status=Post.Status.FILLED)

    found = look()

    assert found.titles == ["Open"]
    assert found.total == 1


def test_words_find_title_specialty_organisation_summary_and_description_by_their_stem(publish, look):
    publish("Clinical director, cardiology")
    publish("Clinical lead", specialty_name="Cardiology")
    publish("Ward lead", summary="For cardiology patients.")
    publish("Other lead", description="Works with cardiology.")
    publish("Elsewhere")

    assert look("q=cardiology").total == 4
    assert look("q=leading").total == 3
    assert look("q=cardiology+director").titles == ["Clinical director, cardiology"]
    assert look("q=cardiology+-ward").total == 3


def test_a_slip_is_forgiven_and_the_page_says_so_with_a_way_to_the_exact_words(publish, look):
    publish("Clinical director, cardiology")

    found = look("q=cardiolgy")

    assert found.titles == ["Clinical director, cardiology"]
    assert "Showing results for <strong>cardiology</strong>" in found.html
    [exact] = found.links("as typed")
    assert look(exact.lstrip("?")).total == 0


def test_each_word_of_several_is_corrected_and_the_others_stay(publish, look):
    publish("Nurse director, cardiology")

    assert "<strong>nurse director cardiology</strong>" in look("q=nusre+director+cardiolgy").html


def test_a_word_that_posts_have_in_another_form_is_not_corrected(publish, look):
    publish("Nurse director")

    found = look("q=nurses")

    assert found.total == 1
    assert "Showing results for" not in found.html


def test_a_word_like_nothing_finds_nothing_and_says_what_to_loosen(publish, look):
    publish("Nurse director", region="London")

    found = look("q=xylophone&region=London")

    assert found.total == 0
    assert "No open post matches all of that" in found.html
    [address] = found.links("Search without words")
    assert look(address.lstrip("?")).titles == ["Nurse director"]


def test_when_a_filter_hides_all_the_page_says_how_many_there_are_without_it(publish, look):
    publish("One", region="London", pas=2)
    publish("Two", region="London", pas=3)

    found = look("region=London&pas=6")

    assert found.total == 0
    [address] = found.links("Without the filter on least PAs a week: 2 posts")
    assert look(address.lstrip("?")).total == 2


def test_an_abbreviation_finds_what_it_stands_for_and_the_page_says_so_with_a_way_out(publish, look):
    publish("Clinical director, emergency medicine")
    publish("Nurse director")

    found = look("q=CD+A%26E")

    assert found.titles == ["Clinical director, emergency medicine"]
    assert "Includes posts that say “clinical director”" in found.html
    [exact] = found.links("Only the words typed")
    assert look(exact.lstrip("?")).total == 0


def test_the_beginning_of_a_word_finds_the_words_that_begin_so(publish, look):
    publish("Clinical director, anaesthetics")
    publish("Nurse director")

    found = look("q=anaesthe")

    assert found.titles == ["Clinical director, anaesthetics"]
    assert "Showing results for" not in found.html


def test_a_slip_in_an_abbreviation_of_the_field_is_forgiven_too(publish, look):
    publish("Clinical director, anaesthetics")

    assert look("q=anesthesea").titles == ["Clinical director, anaesthetics"]


def test_where_no_post_has_all_words_those_with_some_are_shown_and_the_page_says_so(publish, look):
    publish("Clinical director, cardiology")
    publish("Ward lead")

    found = look("q=cardiology+ward")

    assert set(found.titles) == {"Clinical director, cardiology", "Ward lead"}
    assert "No open post has all of these words" in found.html


@pytest.mark.parametrize("where", ["Harbour town", "South West", "Kind of role", "Its service"])
def test_the_kind_of_role_the_service_the_town_and_the_region_find_a_post_too(look, where: str):
    place = OrganisationFactory(town="Harbour town", region="South West")
    service = ServiceFactory(organisation=place, name="Its service")
    post = PostFactory.build(organisation=place, service=service, archetype=ArchetypeFactory(title="Kind of role"))
    post.hold()
    post.save()
    note_words(post)

    assert look(f"q={where.replace(' ', '+')}").titles == [post.title]


def test_words_too_common_to_search_by_show_every_post_and_say_so(publish, look):
    publish("One")

    found = look("q=the")

    assert found.total == 1
    assert "too common to search by" in found.html


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("kind=icb-lead", "System"),
        ("level=system", "System"),
        ("region=London", "Capital"),
        ("profession=ahp", "System"),
        ("setting=ICB", "System"),
        ("pas=4", "Large"),
        ("allowance=12000", "Paid"),
        ("specialty=Cardiology", "Heart"),
        ("organisation=TEST1", "There"),
        ("term=year", "Short"),
        ("term=none", "Endless"),
        ("offers=secondment", "Lent"),
        ("offers=return&offers=job-share", "Shared"),
    ],
)
def test_each_filter_keeps_only_its_own(publish, look, query: str, title: str):
    publish("Plain", pas=2)
    publish("System", kind="icb-lead", pas=2)
    publish("Capital", region="London", pas=2)
    publish("Large", pas=6)
    publish("Paid", allowance_high_gbp=12_000)
    publish("Heart", service=ServiceFactory(specialty_name="Cardiology"), specialty_name="Cardiology")
    publish("There", organisation=OrganisationFactory(ods_code="TEST1", region="Midlands"))
    publish("Short", term_months=12)
    publish("Endless", term_months=None)
    publish("Lent", secondment=True, return_dcc_pas=None)
    publish("Shared", job_share=True)
    publish("Shared without a way back", job_share=True, return_dcc_pas=None)

    found = look(query)

    assert found.titles == [title]
    assert found.total == 1


def test_values_of_one_filter_widen_and_different_filters_narrow(publish, look):
    publish("A", region="London", pas=2)
    publish("B", region="Midlands", pas=4)
    publish("C", region="South West", pas=4)

    assert look("region=London&region=Midlands").total == 2
    assert look("region=London&region=Midlands&pas=3").titles == ["B"]


def test_counts_of_a_filter_follow_the_others_but_not_itself(publish, look):
    publish("A", region="London", pas=2)
    publish("B", region="Midlands", pas=4)
    publish("C", region="Midlands", pas=1, kind="icb-lead")

    found = look("region=London&pas=2")

    assert found.counts("region") == {"London": 1, "Midlands": 1}
    assert found.counts("kind") == {"Clinical director": 1}
    assert found.counts("profession") == {"Doctor": 1}
    assert look().counts("profession") == {"Allied health professional": 1, "Doctor": 2, "Nurse": 1}
    assert look("profession=nurse").counts("profession") == {"Allied health professional": 1, "Doctor": 2, "Nurse": 1}


def test_of_what_is_offered_each_choice_narrows_and_the_counts_say_so(publish, look):
    publish("A", job_share=True)
    publish("B", job_share=True, return_dcc_pas=None)
    publish("C", secondment=True)

    assert look().counts("offers") == {
        "A right to return to clinical work": 2,
        "Open as a secondment": 1,
        "Open to a job share": 2,
    }
    assert look("offers=job-share").counts("offers") == {
        "A right to return to clinical work": 1,
        "Open to a job share": 2,
    }


def test_lengths_of_term_stand_in_their_own_order(publish, look):
    for months in (None, 60, 36, 18, 6):
        publish(f"{months}", term_months=months)

    assert list(look().counts("term")) == [
        "Up to a year",
        "Over 1, up to 2 years",
        "Over 2, up to 3 years",
        "Over 3 years",
        "No fixed term",
    ]


def test_of_many_organisations_those_with_most_posts_are_listed(publish, look, monkeypatch):
    monkeypatch.setitem(pages.MOST_CHOICES, "organisation", 2)
    often = OrganisationFactory(name="Often")
    for title in "ABC":
        publish(title, organisation=often)
    last = publish("D").organisation
    publish("E")

    found = look(f"organisation={last.ods_code}")

    assert {"Often": 3, last.name: 1}.items() <= found.counts("organisation").items()
    assert "1 more: type the name among the words" in look().html


def test_a_chosen_value_without_posts_stays_in_sight_with_its_nought(publish, look):
    publish("A", region="London", pas=2)
    publish("B", region="Midlands", pas=4)

    assert look("region=London&pas=3").counts("region") == {"London": 0, "Midlands": 1}


def test_least_pas_has_counts_and_keeps_a_figure_of_ones_own(publish, look):
    publish("A", pas=2)
    publish("B", pas="2.75")

    found = look("pas=2.5")

    assert found.titles == ["B"]
    assert '<option value="2.5" selected>2.5 or more (1)</option>' in found.html
    assert '<option value="2">2 or more (2)</option>' in found.html


def test_each_filter_in_use_clears_by_itself_and_keeps_the_rest(publish, look):
    publish("A", region="London", pas=3)
    publish("B", region="Midlands")
    found = look("q=A&region=London&region=Midlands&pas=2&page=1")

    [without_london] = found.links("Remove filter London")
    [without_pas] = found.links("Remove filter 2 PAs or more")
    [cleared] = found.links("Clear all")

    assert without_london == "?q=A&region=Midlands&pas=2"
    assert without_pas == "?q=A&region=London&region=Midlands"
    assert cleared == "/roles/?q=A"


def test_the_form_keeps_what_was_asked(publish, look):
    publish("Clinical director", region="London")

    found = look("q=director&region=London&order=newest")

    assert 'name="q" type="search" value="director"' in found.html
    assert 'value="London" checked' in found.html
    assert '<input type="hidden" name="order" value="newest">' in found.html


def test_posts_come_in_the_order_asked_for(publish, look):
    now = timezone.now()
    publish("Soon", closes_at=now + timedelta(days=1), published_at=now - timedelta(days=9), pas=1)
    publish("Large", closes_at=now + timedelta(days=2), published_at=now - timedelta(days=8), pas=9)
    publish("New", closes_at=now + timedelta(days=3), published_at=now - timedelta(days=1), pas=2)

    assert look().titles == ["Soon", "Large", "New"]
    assert look("order=newest").titles == ["New", "Large", "Soon"]
    assert look("order=pas").titles == ["Large", "New", "Soon"]
    Post.objects.filter(title="New").update(allowance_high_gbp=20_000)
    Post.objects.filter(title="Soon").update(allowance_high_gbp=None)
    assert look("order=allowance").titles == ["New", "Large", "Soon"]
    assert look("order=nonsense").titles == ["Soon", "Large", "New"]


def test_words_bring_the_best_match_first_and_another_order_can_be_asked_for(publish, look):
    publish("Clinical lead", description="Now and then cardiology.", closes_at=timezone.now() + timedelta(days=1))
    publish("Cardiology lead", closes_at=timezone.now() + timedelta(days=9))

    assert look("q=cardiology").titles == ["Cardiology lead", "Clinical lead"]
    assert look("q=cardiology&order=closing").titles == ["Clinical lead", "Cardiology lead"]


def test_pages_hold_25_and_a_page_beyond_the_last_shows_the_last(publish, look):
    now = timezone.now()
    for number in range(30):
        publish(f"Post {number:02}", closes_at=now + timedelta(days=1, minutes=number))

    first, second, beyond = look(), look("page=2"), look("page=99")

    assert first.titles == [f"Post {number:02}" for number in range(25)]
    assert second.titles == beyond.titles == [f"Post {number:02}" for number in range(25, 30)]
    assert first.total == second.total == 30
    assert "page 2" in second.html.split("</title>")[0]
    assert first.links("Next page") == ["?page=2"]


def test_a_result_leads_to_its_post_which_leads_back_to_the_same_search(client, publish, look):
    post = publish("Clinical director", region="London")

    [address] = look("q=director&region=London").links("Clinical director")
    page = client.get(address).content.decode()

    assert address.startswith(post.get_absolute_url())
    assert 'href="/roles/?q=director&amp;region=London"' in page


def test_the_search_takes_as_many_queries_for_many_posts_as_for_few(
    client, publish, django_assert_num_queries, django_assert_max_num_queries
):
    address = "/roles/?q=director+cardiolgy&region=Midlands&kind=clinical-director&profession=doctor&pas=1"
    publish("Clinical director, cardiology")
    with django_assert_max_num_queries(9) as few:
        assert client.get(address).status_code == 200
    for _ in range(40):
        publish("Clinical director, cardiology")

    with django_assert_num_queries(len(few)):
        assert "41 open posts" in client.get(address).content.decode()


def test_a_word_that_no_post_had_is_corrected_as_soon_as_one_has_it(publish, look):
    assert look("q=cardiolgy").total == 0
    publish("Clinical director, cardiology")

    assert look("q=cardiolgy").total == 1


def test_a_new_kind_of_role_and_a_new_region_can_be_searched_by_at_once(publish, look):
    assert look("region=Wight").total == 0
    publish("Island lead", region="Wight", archetype=ArchetypeFactory(slug="island-lead"))

    assert look("region=Wight&kind=island-lead").titles == ["Island lead"]


def test_counts_of_many_posts_are_kept_for_a_minute_and_those_of_few_are_fresh(publish, look, monkeypatch):
    monkeypatch.setattr(counting, "KEPT_FROM", 3)
    publish("A")
    publish("B")
    assert look().total == 2
    publish("C")
    assert look().total == 3
    publish("D")
    assert look().total == 3
    assert look("region=Midlands").total == 4


def test_the_landing_page_searches_here(client):
    assert 'action="/roles/"' in client.get("/").content.decode()


def test_the_words_of_a_published_post_are_noted_once():
    post = PostFactory(title="Rheumatology tsar", organisation_name="Test")
    note_words(post)
    note_words(post)

    assert SearchWord.objects.filter(word="rheumatology").count() == 1
