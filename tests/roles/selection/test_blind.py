"""Before the shortlist is locked nothing that a panel member or recruiter can fetch tells who applied."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from people.models import Role
from reminders.models import Message
from roles.selection.services import add_member
from tests.factories import MembershipFactory
from tests.roles.people_who_choose import clinician, give, make_choice, sent

pytestmark = pytest.mark.django_db
HREF = re.compile(r'(?:href|action)="(/[^"#]*)"')


@pytest.fixture
def choice(db):
    """Applicants with names and addresses that stand nowhere else."""
    choice = make_choice(applicants=0)
    for name in ("Zebedee Quillfeather", "Ottoline Marchbanks"):
        first, last = name.split()
        applicant = clinician(name=name, email=f"{first}.{last}@hidden.example".lower())
        choice.applications.append(sent(choice.post, applicant))
    choice.applications[0].interests = "My sister Perpetua works there"
    choice.applications[0].save()
    return choice


def secrets_of(choice):
    words = ["Perpetua"]
    for application in choice.applications:
        applicant = application.applicant
        words += [*applicant.name.split(), applicant.email, applicant.clinician.registration_number]
    return words


def panel_addresses(choice):
    """Every address of the panel's room, with every value that fits it."""
    rooms = [e for e in get_resolver().url_patterns if isinstance(e, URLResolver) and e.namespace == "panel"]
    patterns = [entry for room in rooms for entry in room.url_patterns if isinstance(entry, URLPattern)]
    assert len(patterns) > 8
    for pattern in patterns:
        for application in choice.applications:
            values = {
                "post_id": choice.post.pk,
                "reference": application.reference,
                "seat_id": choice.seats[0].pk,
            }
            wanted = pattern.pattern.converters
            yield reverse(f"panel:{pattern.name}", kwargs={name: values[name] for name in wanted})


def everything_reachable(client, choice):
    """What answers at every panel address, at the applications' own, and at each link found on those pages."""
    waiting = {*panel_addresses(choice), reverse("panel:list"), reverse("appointments:list")}
    for application in choice.applications:
        for name in ("detail", "check", "receipt", "withdraw", "offer"):
            waiting.add(reverse(f"applications:{name}", args=[application.reference]))
    seen: set[str] = set()
    pages: dict[str, str] = {}
    while waiting - seen:
        address = (waiting - seen).pop()
        seen.add(address)
        if not address.startswith(("/panel/", "/applications/", "/appointments/")):
            continue
        for query in ("", "?places=1"):
            response = client.get(address + query, follow=True)
            pages[address + query] = str(response.redirect_chain) + response.content.decode()
        waiting |= {link.split("?")[0] for link in HREF.findall(pages[address])}
    return pages


def leaks(pages, words):
    return [(address, word) for address, text in pages.items() for word in words if word.lower() in text.lower()]


@pytest.mark.parametrize("scored", [False, True])
def test_a_panel_member_finds_no_sign_of_who_applied(choice, client, scored):
    if scored:
        choice.score_all(4, 2)
    client.force_login(choice.seats[0].user)
    pages = everything_reachable(client, choice)
    assert any(choice.applications[0].reference in text for text in pages.values())
    assert not leaks(pages, secrets_of(choice))


@pytest.mark.parametrize("scored", [False, True])
def test_a_recruiter_finds_no_sign_of_who_applied(choice, client, scored):
    if scored:
        choice.score_all(4, 2)
    client.force_login(choice.recruiter)
    pages = everything_reachable(client, choice)
    assert any(choice.applications[0].reference in text for text in pages.values())
    assert not leaks(pages, secrets_of(choice))


def test_messages_to_panel_and_recruiter_name_nobody(choice, client):
    carol = clinician()
    MembershipFactory(user=carol, organisation=choice.post.organisation, role=Role.PANEL_MEMBER)
    add_member(choice.post, carol.email, by=choice.recruiter)
    texts = {str(m.pk): m.subject + m.text + m.html + m.path for m in Message.objects.filter(user=carol)}
    assert texts
    assert not leaks(texts, secrets_of(choice))


def test_after_the_lock_panel_and_recruiter_read_names(choice, client):
    choice.score_all(4, 2)
    choice.lock()
    for user in (choice.recruiter, choice.seats[0].user):
        client.force_login(user)
        address = reverse("panel:application", args=[choice.post.pk, choice.applications[0].reference])
        assert "Zebedee Quillfeather" in client.get(address).content.decode()


def test_a_member_sees_nobody_elses_points_or_notes_before_the_lock(choice, client):
    mine, theirs = choice.seats
    give(theirs, choice.applications[0], 5)
    theirs.scores.update(note="A hidden remark of a colleague")
    client.force_login(mine.user)
    pages = everything_reachable(client, choice)
    assert not leaks(pages, ["A hidden remark", theirs.user.name])
    score = pages[reverse("panel:score", args=[choice.post.pk, choice.applications[0].reference])]
    assert "checked" not in score


def test_the_recruiter_sees_who_has_scored_but_not_what_until_all_are_scored(choice, client):
    give(choice.seats[0], choice.applications[0], 5)
    choice.seats[0].scores.update(note="A hidden remark of a colleague")
    client.force_login(choice.recruiter)
    shown = client.get(reverse("panel:post", args=[choice.post.pk])).content.decode()
    assert "Scored" in shown
    assert "Not yet" in shown
    assert "Ranking" not in shown
    assert not leaks(everything_reachable(client, choice), ["A hidden remark"])
