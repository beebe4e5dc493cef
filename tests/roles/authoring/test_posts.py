"""A post from its first word to its last day: written in steps, published by a second person, changed openly, ended."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from people.models import Role, User
from people.refusals import Refused
from reminders.models import Message
from roles.authoring import services
from roles.authoring.services import Line
from roles.authoring.settings import SECOND_PERSON_PUBLISHES
from roles.models import Application, Post, PostChange
from tests.factories import (
    ArchetypeFactory,
    CriterionFactory,
    MembershipFactory,
    OrganisationFactory,
    PostFactory,
    ServiceFactory,
    UserFactory,
    set_here,
)

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def trust():
    return OrganisationFactory()


@pytest.fixture
def author(trust, client) -> User:
    user = MembershipFactory(organisation=trust, role=Role.RECRUITER).user
    client.force_login(user, backend=BACKEND)
    return user


@pytest.fixture
def second(trust) -> User:
    return MembershipFactory(organisation=trust, role=Role.RECRUITER).user


def said(response) -> str:
    return " ".join(response.content.decode().split())


def seen_on(client, post: Post, step: str = "") -> str:
    """The mark that the page sends back."""
    address = reverse("posts:step", args=[post.pk, step]) if step else reverse("posts:tasks", args=[post.pk])
    text = client.get(address).content.decode()
    return text.split('name="seen"')[1].split('value="')[1].split('"')[0]


def save(client, post: Post, step: str, *, seen: str | None = None, **typed: object):
    seen = seen_on(client, post, step) if seen is None else seen
    return client.post(reverse("posts:step", args=[post.pk, step]), {**typed, "seen": seen})


def dates(days: int = 30, **more: str) -> dict[str, str]:
    closes = timezone.localdate() + timedelta(days=days)
    return {"closes_on": closes.isoformat(), "contact_name": "Dr Hill", "contact_email": "hill@tests.example", **more}


def finished(trust, author) -> Post:
    """A draft that lacks nothing."""
    post = services.draft(trust, ArchetypeFactory(professions=["doctor"]), by=author)
    post.summary, post.description = "Lead it.", "All of it."
    post.contact_name, post.contact_email = "Dr Hill", "hill@tests.example"
    post.save()
    CriterionFactory(post=post, position=1)
    return post


def applicant_of(post: Post, status: str = "draft") -> User:
    sent = timezone.now() if status != "draft" else None
    return Application.objects.create(
        post=post, applicant=UserFactory(), reference=f"R{post.pk}{status}"[:12], status=status, submitted_at=sent
    ).applicant


def told(user: User) -> list[str]:
    return list(Message.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


def test_a_draft_begins_with_what_is_usual_and_nobody_outside_sees_it(client, author, trust):
    kind = ArchetypeFactory(title="Clinical lead / service lead", pas_low=Decimal("1.5"), term_years=3)
    client.post(reverse("posts:start"), {"organisation": trust.pk, "archetype": kind.pk})
    post = Post.objects.get()
    assert (post.title, post.pas, post.term_months, post.status) == ("Clinical lead", Decimal("1.5"), 36, "draft")
    client.logout()
    assert client.get(post.get_absolute_url()).status_code == 404


def test_a_post_is_written_in_steps_in_any_order_and_published_by_a_second_person(client, author, second, trust):
    renal = ServiceFactory(organisation=trust, specialty_name="Renal medicine")
    post = services.draft(trust, ArchetypeFactory(professions=["doctor"]), by=author)
    assert "Give at least one criterion" in said(client.get(reverse("posts:tasks", args=[post.pk])))

    save(client, post, "dates", **dates())
    criterion = {"text_1": "Has led a team", "kind_1": "essential", "weight_1": "2", "by_1": "both"}
    save(client, post, "specification", **criterion, text_3="Writes well", kind_3="desirable")
    save(
        client, post, "pay", pas="2", paid_by="allowance", allowance_high_gbp="8,000", term_months="36", job_share="on"
    )
    save(client, post, "way-back", return_dcc_pas="7.5", return_service=renal.pk, return_within_months="3")
    role = {"title": "Clinical director, renal", "service": str(renal.pk), "seats": "1"}
    save(
        client,
        post,
        "role",
        **role,
        professions=["doctor", "nurse"],
        summary="Lead renal care.",
        description="The work.",
    )
    assert "Before it can be published" not in said(client.get(reverse("posts:tasks", args=[post.pk])))

    client.post(reverse("posts:send", args=[post.pk]), {"do": "send"})
    assert told(second) == ["A post waits for you to publish it: Clinical director, renal"]
    assert told(author) == []
    text = said(client.post(reverse("posts:send", args=[post.pk]), {"do": "publish"}))
    assert "A second person publishes what you wrote or sent" in text

    client.force_login(second, backend=BACKEND)
    client.post(reverse("posts:send", args=[post.pk]), {"do": "publish", "seen": seen_on(client, post)})
    assert "from doctor to doctor, nurse" in said(client.get(reverse("posts:tasks", args=[post.pk])))
    post.refresh_from_db()
    assert (post.status, post.region, post.specialty_name) == ("published", trust.region, "Renal medicine")
    assert [(c.text, c.essential, c.weight) for c in post.criteria.all()] == [
        ("Has led a team", True, 2),
        ("Writes well", False, 1),
    ]
    client.logout()
    assert "Has led a team" in said(client.get(post.get_absolute_url()))
    assert "Clinical director, renal" in said(client.get(reverse("roles:search"), {"q": "renal"}))


def test_where_the_organisation_asks_for_no_second_person_the_author_publishes(client, author, trust):
    set_here(trust, SECOND_PERSON_PUBLISHES, False)
    post = finished(trust, author)
    client.post(reverse("posts:send", args=[post.pk]), {"do": "send"})
    post.refresh_from_db()
    assert post.status == "published"


def test_a_change_after_sending_needs_sending_again(client, author, second, trust):
    post = services.send(finished(trust, author), by=author)
    save(client, post, "way-back", return_dcc_pas="7")
    with pytest.raises(Refused, match="does not wait to be published"):
        services.publish(post, by=second, seen=post.ready_at)


def test_an_unfinished_draft_is_not_sent(client, author, trust):
    post = services.draft(trust, ArchetypeFactory(), by=author)
    text = said(client.post(reverse("posts:send", args=[post.pk]), {"do": "send"}))
    assert "Then send it again" in text
    post.refresh_from_db()
    assert post.ready_at is None


def test_a_page_gone_stale_overwrites_nobody_and_keeps_what_was_typed(client, author, trust):
    post = finished(trust, author)
    stale = seen_on(client, post, "way-back")
    save(client, post, "way-back", return_dcc_pas="7")
    response = save(client, post, "way-back", seen=stale, return_dcc_pas="5")
    text = said(response)
    assert "Someone changed this while you wrote" in text
    assert 'value="5"' in text
    post.refresh_from_db()
    assert post.return_dcc_pas == 7
    again = response.content.decode().split('name="seen"')[1].split('value="')[1].split('"')[0]
    save(client, post, "way-back", seen=again, return_dcc_pas="5")
    post.refresh_from_db()
    assert post.return_dcc_pas == 5


def test_a_change_of_substance_needs_a_reason_is_listed_and_told_once(client, author, trust):
    post = PostFactory(organisation=trust, pas=Decimal(2))
    applicant = applicant_of(post)
    gone = applicant_of(post, "withdrawn")
    typed = {"pas": "3", "paid_by": post.paid_by, "allowance_low_gbp": "8000", "allowance_high_gbp": "8000"}
    typed |= {"term_months": str(post.term_months or ""), "why": ""}
    assert "Say why: applicants read it beside the change" in said(save(client, post, "pay", **typed))
    save(client, post, "pay", **typed | {"why": "The service has grown."})
    change = PostChange.objects.get()
    assert ["Leadership PAs a week", "2", "3"] in change.lines
    assert told(applicant) == [f"A post you applied for has changed: {post.title}"]
    assert told(gone) == []
    client.logout()
    text = said(client.get(post.get_absolute_url()))
    assert "Changed since it was published" in text
    assert "The service has grown." in text


def test_words_put_right_tell_nobody(client, author, trust):
    post = PostFactory(organisation=trust)
    applicant = applicant_of(post)
    closes = timezone.localtime(post.closes_at).date().isoformat()
    save(client, post, "dates", **dates() | {"closes_on": closes}, contact_phone="01632 960 001")
    post.refresh_from_db()
    assert post.contact_phone == "01632 960 001"
    assert told(applicant) == []
    assert not PostChange.objects.exists()


def test_criteria_stand_once_a_post_is_published(client, author, trust):
    post = PostFactory(organisation=trust)
    CriterionFactory(post=post, position=1, text="First words")
    text = said(save(client, post, "specification", text_1="Other words"))
    assert "Criteria can’t change once a post is published" in text
    assert [c.text for c in post.criteria.all()] == ["First words"]


def test_a_post_is_extended_but_not_shortened(client, author, trust):
    post = PostFactory(organisation=trust, closes_at=timezone.now() + timedelta(days=20))
    assert "open longer, not shorter" in said(save(client, post, "dates", **dates(5), why="Sooner"))
    save(client, post, "dates", **dates(40), why="More time to apply")
    post.refresh_from_db()
    assert post.closes_at > timezone.now() + timedelta(days=38)
    assert PostChange.objects.get().lines[0][0] == "Closing moment"


def test_a_closed_post_is_not_changed(client, author, trust):
    post = PostFactory(organisation=trust, closes_at=timezone.now() - timedelta(minutes=1))
    assert "This post has closed" in said(save(client, post, "dates", **dates(40), why="Late"))


def test_closing_early_and_withdrawing_are_told_once(client, author, trust):
    post = PostFactory(organisation=trust)
    applicant = applicant_of(post, "submitted")
    address = reverse("posts:end", args=[post.pk])
    client.post(address, {"do": "close", "why": "Enough applied."})
    post.refresh_from_db()
    assert post.closes_at <= timezone.now()
    client.post(address, {"do": "withdraw", "why": "The money is gone."})
    client.post(address, {"do": "withdraw", "why": "The money is gone."})
    post.refresh_from_db()
    assert (post.status, post.ended_reason) == ("withdrawn", "The money is gone.")
    assert told(applicant) == [
        f"A post you applied for has changed: {post.title}",
        f"A post you applied for is withdrawn: {post.title}",
    ]


def test_ending_needs_a_choice_and_a_reason(client, author, trust):
    post = PostFactory(organisation=trust)
    text = said(client.post(reverse("posts:end", args=[post.pk]), {"do": "burn"}))
    assert "Choose what should happen from the list" in text
    assert "Say why" in text


def test_advertising_again_copies_the_words_and_begins_the_dates_anew(client, author, trust):
    earlier = PostFactory(organisation=trust, closes_at=timezone.now() - timedelta(days=90))
    CriterionFactory(post=earlier, position=1, text="Same as before")
    client.post(reverse("posts:copy", args=[earlier.pk]))
    made = Post.objects.exclude(pk=earlier.pk).get()
    assert (made.advertised_before, made.title, made.status) == (earlier, earlier.title, "draft")
    assert [c.text for c in made.criteria.all()] == ["Same as before"]
    assert made.closes_at > timezone.now()


@pytest.mark.parametrize(
    ("step", "typed", "sentence"),
    [
        ("role", {"title": "", "seats": "1"}, "Enter title"),
        ("role", {"title": "T" * 201, "seats": "1"}, "200 characters"),
        ("role", {"title": "T", "seats": "0"}, "Places must be 1 or more"),
        ("role", {"title": "T", "seats": "1", "service": "999999"}, "Choose service from the list"),
        ("pay", {"pas": "13", "paid_by": "allowance"}, "must be 12 PAs or less"),
        ("pay", {"pas": "2", "paid_by": "gold"}, "Choose how it is paid from the list"),
        (
            "pay",
            {"pas": "2", "paid_by": "allowance", "allowance_low_gbp": "9", "allowance_high_gbp": "8"},
            "no less than the least",
        ),
        ("way-back", {"return_dcc_pas": "many"}, "must be a number"),
        ("dates", {"closes_on-day": "31", "closes_on-month": "2", "closes_on-year": "2027"}, "must be a real date"),
        ("dates", {"closes_on": "2027-03-01", "shortlist_on": "2027-02-01"}, "must follow one another"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_changes_nothing(client, author, trust, step, typed, sentence):
    post = finished(trust, author)
    before = Post.objects.values().get(pk=post.pk)
    assert sentence in said(save(client, post, step, **typed))
    assert Post.objects.values().get(pk=post.pk) == before


def test_a_recruiter_of_another_organisation_can_do_none_of_it(trust):
    post, stranger = PostFactory(organisation=trust), MembershipFactory(role=Role.RECRUITER).user
    for act in (
        lambda: services.save_step(post, {"title": "Mine"}, by=stranger, seen={"title": post.title}),
        lambda: services.save_criteria(post, [Line("x", True, 1, "application")], by=stranger, seen=[]),
        lambda: services.withdraw(post, "x", by=stranger),
        lambda: services.close_early(post, "x", by=stranger),
        lambda: services.copy(post, by=stranger),
        lambda: services.send(post, by=stranger),
        lambda: services.publish(post, by=stranger, seen=None),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_list_counts_by_state_and_asks_as_often_for_many_as_for_few(
    client, author, trust, django_assert_max_num_queries
):
    PostFactory.create_batch(30, organisation=trust)
    PostFactory(organisation=trust, status="withdrawn")
    PostFactory()
    with django_assert_max_num_queries(6):
        text = said(client.get(reverse("posts:list")))
    assert "Open (30)" in text
    assert "Withdrawn (1)" in text


def test_without_a_second_recruiter_one_is_told_whom_to_ask(client, author, trust):
    post = finished(trust, author)
    text = said(client.post(reverse("posts:send", args=[post.pk]), {"do": "send"}))
    assert "Nobody else recruits here to publish it" in text
    post.refresh_from_db()
    assert post.ready_at is None


def test_sending_twice_writes_to_a_colleague_once(author, second, trust):
    post = finished(trust, author)
    services.send(post, by=author)
    services.send(post, by=author)
    assert len(told(second)) == 1


def test_who_wrote_a_post_never_publishes_it_whoever_sent_it(author, second, trust):
    post = finished(trust, author)
    services.send(post, by=second)
    for each in (author, second):
        with pytest.raises(Refused, match="A second person publishes"):
            services.publish(post, by=each, seen=None)


def test_more_criteria_than_usual_survive_a_save(client, author, trust):
    post = finished(trust, author)
    for n in range(2, 11):
        CriterionFactory(post=post, position=n, text=f"Criterion {n}")
    lines = {f"text_{n}": f"Line {n}" for n in range(1, 11)}
    save(client, post, "specification", **lines)
    assert post.criteria.count() == 10


def test_a_post_of_a_closed_service_is_not_sent(author, trust):
    post = finished(trust, author)
    post.service = ServiceFactory(organisation=trust, closed_on=timezone.localdate())
    post.save()
    with pytest.raises(Refused, match="Its service has closed"):
        services.send(post, by=author)


def test_a_recruiter_who_applied_has_no_hand_in_the_post(client, author, trust):
    post = PostFactory(organisation=trust)
    Application.objects.create(post=post, applicant=author, reference="OWN")
    assert client.get(reverse("posts:tasks", args=[post.pk])).status_code == 404
    assert client.post(reverse("posts:end", args=[post.pk]), {"do": "close", "why": "x"}).status_code == 404
    with pytest.raises(PermissionDenied):
        services.close_early(post, "x", by=author)


def test_a_withdrawn_post_says_why_to_applicants_and_to_everyone(client, author, trust):
    post = PostFactory(organisation=trust)
    applicant = applicant_of(post, "submitted")
    services.withdraw(post, "No money this year.", by=author)
    client.logout()
    assert "No money this year." in said(client.get(post.get_absolute_url()))
    client.force_login(applicant, backend=BACKEND)
    text = said(client.get(reverse("applications:list")))
    assert "The organisation withdrew the post" in text
    assert "We will email you the outcome" not in text


def test_advertising_again_twice_makes_one_draft(client, author, trust):
    earlier = PostFactory(organisation=trust)
    for _ in range(2):
        client.post(reverse("posts:copy", args=[earlier.pk]))
    assert Post.objects.filter(advertised_before=earlier).count() == 1


def test_a_draft_is_thrown_away_and_a_published_post_is_not(client, author, trust):
    draft, published = finished(trust, author), PostFactory(organisation=trust)
    client.post(reverse("posts:discard", args=[draft.pk]))
    assert not Post.objects.filter(pk=draft.pk).exists()
    assert "Only a draft can be thrown away" in said(client.post(reverse("posts:discard", args=[published.pk])))
    assert Post.objects.filter(pk=published.pk).exists()


def test_the_second_person_reads_whom_applicants_will_talk_to(client, author, second, trust):
    post = finished(trust, author)
    client.force_login(second, backend=BACKEND)
    assert "hill@tests.example" in said(client.get(reverse("posts:tasks", args=[post.pk])))


def test_after_closing_the_dates_that_come_after_can_move(client, author, trust):
    post = PostFactory(organisation=trust, closes_at=timezone.now() - timedelta(minutes=1))
    closes = timezone.localtime(post.closes_at).date()
    later = (closes + timedelta(days=20)).isoformat()
    save(client, post, "dates", **dates() | {"closes_on": closes.isoformat()}, interviews_on=later, why="A room")
    assert PostChange.objects.get().lines[0][0] == "Interviews on"


def test_a_step_sent_twice_is_saved_once_without_a_word_of_somebody_else(client, author, trust):
    post = finished(trust, author)
    stale = seen_on(client, post, "way-back")
    assert save(client, post, "way-back", seen=stale, return_dcc_pas="7").status_code == 302
    assert save(client, post, "way-back", seen=stale, return_dcc_pas="7").status_code == 302
