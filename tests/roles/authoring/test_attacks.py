"""What someone who means harm, or two people at once, would try while a post is written."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from people.refusals import Refused
from reminders.models import Message
from roles.authoring import services
from roles.models import Post
from tests.factories import ArchetypeFactory, MembershipFactory, OrganisationFactory, PostFactory, ServiceFactory
from tests.roles.authoring.test_posts import (
    BACKEND,
    applicant_of,
    author,
    dates,
    finished,
    said,
    save,
    second,
    seen_on,
    trust,
)
from tests.together import together

pytestmark = pytest.mark.django_db
__all__ = ["author", "second", "trust"]
ROLE: dict[str, Any] = {"title": "T", "seats": "1", "summary": "S", "description": "D", "professions": ["doctor"]}


def test_words_sent_again_after_the_second_person_opened_the_page_are_not_published_unread(
    client, author, second, trust
):
    post = services.send(finished(trust, author), by=author)
    reader = Client()
    reader.force_login(second, backend=BACKEND)
    opened = seen_on(reader, post)
    save(client, post, "role", **ROLE | {"description": "Pays the author’s cousin."})
    services.send(post, by=author)
    text = said(reader.post(reverse("posts:send", args=[post.pk]), {"do": "publish", "seen": opened}))
    assert "changed and sent again since you opened this page" in text
    post.refresh_from_db()
    assert post.status == "draft"
    reader.post(reverse("posts:send", args=[post.pk]), {"do": "publish", "seen": seen_on(reader, post)})
    post.refresh_from_db()
    assert post.status == "published"


@pytest.mark.parametrize("mark", ["", "never", "2026-13-40T00:00:00", "\0", "9" * 5000])
def test_an_odd_mark_publishes_nothing(client, author, second, trust, mark):
    post = services.send(finished(trust, author), by=author)
    client.force_login(second, backend=BACKEND)
    assert client.post(reverse("posts:send", args=[post.pk]), {"do": "publish", "seen": mark}).status_code == 200
    post.refresh_from_db()
    assert post.status == "draft"


def test_a_published_post_is_not_emptied(client, author, trust):
    post = PostFactory(organisation=trust)
    text = said(save(client, post, "role", **ROLE | {"description": "", "summary": "Typed still"}, why="x"))
    assert "Describe the work: the post is published" in text
    assert "Typed still" in text
    post.refresh_from_db()
    assert post.description


def test_a_post_of_a_closed_organisation_or_back_to_a_closed_service_is_not_published(author, trust):
    post = finished(trust, author)
    post.return_service = ServiceFactory(organisation=trust, closed_on=timezone.localdate())
    post.save()
    with pytest.raises(Refused, match="The service to come back to has closed"):
        services.send(post, by=author)
    trust.closed_on = timezone.localdate()
    trust.save()
    with pytest.raises(Refused, match="The organisation has closed"):
        services.send(post, by=author)
    with pytest.raises(Refused, match="This organisation has closed"):
        services.draft(trust, ArchetypeFactory(), by=author)


@pytest.mark.parametrize(
    "title", ["Renal\x0blead", "Renal\r\nBcc: a@tests.example", "Renal \u202edael", "Renal\u2028x"]
)
def test_a_title_breaks_no_letter_feed_or_calendar(client, author, second, trust, title):
    post = finished(trust, author)
    save(client, post, "role", **ROLE | {"title": title})
    services.publish(post, by=second, seen=services.send(post, by=author).ready_at)
    post.refresh_from_db()
    assert post.title.isprintable()
    assert all(message.subject.isprintable() for message in Message.objects.all())
    for address in (reverse("roles:feed"), reverse("roles:post-calendar", args=[post.pk]), post.get_absolute_url()):
        assert client.get(address).status_code == 200


def test_a_title_that_nobody_can_see_is_no_title(client, author, trust):
    assert "Enter title" in said(save(client, finished(trust, author), "role", **ROLE | {"title": "\u202e\u200b"}))


def test_a_profession_ticked_many_times_counts_once(client, author, trust):
    post = finished(trust, author)
    save(client, post, "role", **ROLE | {"professions": ["nurse", "doctor", "nurse", "doctor"]})
    post.refresh_from_db()
    assert post.professions == ["doctor", "nurse"]


def test_an_address_longer_than_its_column_gets_a_sentence(client, author, trust):
    long = "a@" + ".".join(["b" * 60] * 5)
    text = said(save(client, finished(trust, author), "dates", **dates() | {"contact_email": long}))
    assert "254 characters or fewer" in text


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_with_no_day_before_or_after_gets_a_sentence(client, author, trust, day):
    post = finished(trust, author)
    text = said(save(client, post, "pay", pas="2", paid_by="allowance", starts_on=day))
    assert "must have a year from 1900 to 2199" in text


def test_fields_that_the_step_does_not_ask_for_are_not_written(client, author, trust):
    post = finished(trust, author)
    other = OrganisationFactory()
    harm: dict[str, Any] = {
        "status": "published",
        "organisation": other.pk,
        "created_by": "",
        "ready_by": "",
        "closes_at": "2099-1-1",
    }
    save(client, post, "role", **ROLE, **harm)
    before = post.closes_at
    post.refresh_from_db()
    assert (post.status, post.organisation, post.created_by, post.closes_at) == ("draft", trust, author, before)


def test_a_specialty_goes_with_the_service_it_came_from(client, author, trust):
    post = finished(trust, author)
    renal = ServiceFactory(organisation=trust, specialty_name="Renal medicine")
    save(client, post, "role", **ROLE, service=str(renal.pk))
    save(client, post, "role", **ROLE, service="")
    post.refresh_from_db()
    assert post.specialty_name == ""


def test_a_recruiter_whose_role_ended_publishes_and_withdraws_nothing(client, author, second, trust):
    post = services.send(finished(trust, author), by=author)
    second.memberships.update(period=DateRange(timezone.localdate() - timedelta(days=9), timezone.localdate()))
    client.force_login(second, backend=BACKEND)
    typed = {"do": "publish", "seen": str(post.ready_at)}
    assert client.post(reverse("posts:send", args=[post.pk]), typed).status_code == 404
    post.refresh_from_db()
    assert post.status == "draft"


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_or_withdraw_at_once_do_it_once():
    trust = OrganisationFactory()
    author, one, two = (MembershipFactory(organisation=trust, role=Role.RECRUITER).user for _ in range(3))
    post = services.send(finished(trust, author), by=author)
    published = together(*(lambda by=by: services.publish(post, by=by, seen=post.ready_at) for by in (one, two)))
    assert {type(each) for each in published} == {Post, Refused}
    applicant = applicant_of(post, "submitted")
    ended = together(*(lambda by=by: services.withdraw(post, "No money", by=by) for by in (one, two)))
    assert {type(each) for each in ended} == {Post, Refused}
    assert Message.objects.filter(user=applicant).count() == 1
