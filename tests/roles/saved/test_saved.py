"""Saved searches: kept, told of new posts once, changed and stopped."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from reminders.models import Message
from roles.models import Post, SavedSearch
from roles.saved import alerts, services
from roles.saved.models import Every
from tests.factories import ArchetypeFactory, OrganisationFactory, PostFactory, UserFactory
from tests.together import together

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LONG_AGO = timezone.now() - timedelta(days=30)


def keep(address: str, *, user=None, every: str = Every.DAILY, name: str = "Mine") -> SavedSearch:
    """A search that has been told nothing for a month."""
    saved = services.save(services.read(address), by=user or UserFactory(), name=name, every=every)
    SavedSearch.objects.filter(pk=saved.pk).update(told_until=LONG_AGO)
    return saved


def letters() -> dict[str, str]:
    """Subject and text by the address they go to."""
    return {message.to: f"{message.subject}\n{message.text}" for message in Message.objects.filter(kind="saved_search")}


def test_a_search_is_saved_from_its_page_under_a_name_and_a_turn(client):
    user = UserFactory()
    client.force_login(user, backend=BACKEND)
    OrganisationFactory(region="London")

    page = client.get("/roles/saved/new/?q=cardiology&region=London&page=3").content.decode()
    assert 'value="cardiology, London"' in page
    client.post("/roles/saved/new/?q=cardiology&region=London&page=3", {"name": "Hearts", "every": "weekly"})

    [saved] = SavedSearch.objects.all()
    assert (saved.user, saved.name, saved.every) == (user, "Hearts", "weekly")
    assert saved.address == "q=cardiology&region=London"
    assert saved.region == ["London"]
    assert "Hearts" in client.get("/roles/saved/").content.decode()


def test_the_search_page_offers_to_save_what_is_asked_and_a_stranger_signs_in_first(client):
    page = client.get("/roles/?q=cardiology").content.decode()

    assert 'href="/roles/saved/new/?q=cardiology"' in page
    assert (
        client.get("/roles/saved/new/?q=cardiology").url == "/accounts/login/?next=/roles/saved/new/%3Fq%3Dcardiology"
    )


def test_the_same_search_saved_again_takes_the_new_name_and_turn():
    user = UserFactory()
    keep("q=cardiology", user=user, name="First")
    keep("order=newest&q=cardiology", user=user, name="Second", every=Every.AT_ONCE)

    assert [(each.name, each.every) for each in user.saved_searches.all()] == [("Second", "at_once")]


def test_a_search_for_everything_is_not_saved_and_what_was_typed_stays(client):
    client.force_login(UserFactory(), backend=BACKEND)

    page = client.post("/roles/saved/new/", {"name": "All of it", "every": "daily"}).content.decode()

    assert "Search for something first" in page
    assert 'value="All of it"' in page
    assert not SavedSearch.objects.exists()


def test_there_is_a_most_of_saved_searches(monkeypatch, client):
    monkeypatch.setattr(services, "MOST", 1)
    user = UserFactory()
    keep("q=cardiology", user=user)
    client.force_login(user, backend=BACKEND)

    page = client.post("/roles/saved/new/?q=surgery", {"name": "Two", "every": "daily"}).content.decode()

    assert "You have 1 saved search, which is the most. Delete one first" in page


@pytest.mark.parametrize("every", ["", "hourly"])
def test_a_turn_that_is_none_gets_a_sentence(client, every: str):
    client.force_login(UserFactory(), backend=BACKEND)

    page = client.post("/roles/saved/new/?q=surgery", {"name": "Two", "every": every}).content.decode()

    assert "Error:" in page
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    ("address", "finds"),
    [
        ("q=cardiology", True),
        ("q=CD+heart", True),
        ("q=dermatology", False),
        ("q=-cardiology", False),
        ("region=London", True),
        ("region=Midlands", False),
        ("region=London&region=Midlands", True),
        ("kind=head", True),
        ("kind=other", False),
        ("organisation=HERE", True),
        ("organisation=ELSEWHERE", False),
        ("profession=nurse", True),
        ("profession=doctor", False),
        ("level=division&setting=ICB", True),
        ("term=three-years", True),
        ("term=year", False),
        ("offers=return", True),
        ("offers=return&offers=secondment", False),
        ("specialty=Cardiology&pas=2&allowance=5000", True),
        ("pas=2.5", False),
        ("allowance=9000", False),
    ],
)
def test_a_new_post_is_told_to_the_searches_that_find_it_and_to_no_other(client, address: str, finds: bool):
    here = OrganisationFactory(ods_code="HERE", region="London")
    OrganisationFactory(ods_code="ELSEWHERE", region="Midlands")
    ArchetypeFactory(slug="other", level="division", setting="ICB")
    post = PostFactory.build(
        organisation=here,
        service=None,
        archetype=ArchetypeFactory(slug="head", level="division", setting="ICB"),
        professions=["nurse"],
        specialty_name="Cardiology",
        title="Clinical director, cardiology",
    )
    post.hold()
    post.save()
    saved = keep(address)

    assert alerts.alert(Every.DAILY) == finds
    assert bool(letters()) == finds
    assert (post.title in client.get(f"/roles/?{saved.address}").content.decode()) == finds


def test_only_open_posts_published_since_the_last_letter_are_told_each_once():
    user = UserFactory(email="one@tests.example")
    PostFactory(title="Long known", published_at=LONG_AGO - timedelta(hours=1))
    PostFactory(title="Closed", closes_at=timezone.now() - timedelta(hours=1))
    PostFactory(title="A draft", status=Post.Status.DRAFT)
    PostFactory(title="New")
    keep("profession=doctor", user=user)

    assert alerts.alert(Every.DAILY) == 1
    assert alerts.alert(Every.DAILY) == 0
    text = letters()["one@tests.example"]
    assert text.startswith("1 new post: Mine\n")
    assert "New\n" in text
    assert not {"Long known", "Closed", "A draft"} & set(text.split("\n"))

    PostFactory(title="Newer", published_at=timezone.now())
    assert alerts.alert(Every.DAILY) == 0, "its publishing may not be over yet"
    SavedSearch.objects.update(told_until=timezone.now() - timedelta(hours=1))
    Post.objects.filter(title="Newer").update(published_at=timezone.now() - timedelta(minutes=30))
    assert alerts.alert(Every.DAILY) == 1
    assert Message.objects.filter(kind="saved_search").count() == 2


def test_a_letter_names_ten_posts_the_newest_first_and_says_how_many_more():
    user = UserFactory(email="one@tests.example")
    for hour in range(12):
        PostFactory(title=f"Post {hour:02}", published_at=timezone.now() - timedelta(hours=hour + 1))
    keep("profession=doctor", user=user)

    alerts.alert(Every.DAILY)

    text = letters()["one@tests.example"]
    assert text.startswith("12 new posts: Mine\n")
    assert text.index("Post 00") < text.index("Post 09")
    assert "Post 10" not in text
    assert "And 2 more:" in text


def test_each_turn_tells_its_own_searches_and_someone_who_left_hears_nothing():
    PostFactory()
    for every in Every:
        keep("profession=doctor", user=UserFactory(email=f"{every}@tests.example"), every=every)
    keep("profession=doctor", user=UserFactory(email="left@tests.example", is_active=False))

    assert alerts.alert(Every.AT_ONCE) == 1
    assert alerts.alert(Every.DAILY) == 1
    assert set(letters()) == {"at_once@tests.example", "daily@tests.example"}


@pytest.mark.django_db(transaction=True)
def test_two_alerts_at_once_tell_each_search_once():
    PostFactory()
    for _ in range(5):
        keep("profession=doctor")

    told = together(*[lambda: alerts.alert(Every.DAILY)] * 4)

    assert sum(told) == 5
    assert Message.objects.filter(kind="saved_search").count() == 5


def test_the_link_in_a_letter_asks_then_stops_the_series_without_signing_in(client):
    PostFactory()
    saved = keep("profession=doctor", user=UserFactory(email="one@tests.example"))
    alerts.alert(Every.DAILY)
    [address] = [line for line in letters()["one@tests.example"].split("\n") if "Stop these letters" in line]
    path = "/roles/" + address.split("/roles/")[1]

    assert "Stop letters about “Mine”?" in client.get(path).content.decode()
    saved.refresh_from_db()
    assert saved.every == Every.DAILY, "following a link changes nothing"
    assert "No more letters about “Mine”" in client.post(path).content.decode()
    saved.refresh_from_db()
    assert saved.every == Every.NEVER


def test_a_link_of_other_making_stops_nothing(client):
    saved = keep("profession=doctor")

    assert client.post(f"/roles/saved/stop/{signing.dumps(saved.pk)}/").status_code == 404


def test_a_saved_search_is_changed_and_deleted_by_its_owner(client):
    user = UserFactory()
    saved = keep("q=cardiology", user=user)
    client.force_login(user, backend=BACKEND)

    client.post(f"/roles/saved/{saved.pk}/", {"name": "Other", "every": "never"})
    saved.refresh_from_db()
    assert (saved.name, saved.every) == ("Other", "never")
    client.post(f"/roles/saved/{saved.pk}/delete/")
    assert not SavedSearch.objects.exists()
