"""Before the shortlist is locked nothing that a panel member or recruiter can fetch tells who applied.

An applicant whose every detail stands nowhere else; then every route of the site, every row of the access table, every
link on the way and every letter is searched for each of these details.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from people.models import Organisation, Role
from reminders.models import Message
from roles.applications.models import Application
from roles.models import Talk
from roles.selection import interests, services
from roles.selection.models import Interest, PanelSeat, Score
from roles.selection.talks import settle_talk
from tests.access.world import World, make_world
from tests.factories import EmploymentFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.roles.applying import complete_parts, fill_parts
from tests.roles.people_who_choose import clinician, give, sent
from tests.roles.selection.walking import Walk, addresses

pytestmark = pytest.mark.django_db

NAME, EMAIL, NUMBER = "Zebedee Quillfeather", "zebedee.quillfeather@hidden.example", "7099341"
INSTITUTION, REFEREE, REFEREES_EMAIL = "Umberslade Infirmary", "Perpetua Thistlewood", "pt@umberslade.example"
SISTER = "Ottoline"
MARKS = ["Zebedee", "Quillfeather", EMAIL, NUMBER, "Umberslade", "Perpetua", "Thistlewood", REFEREES_EMAIL, SISTER]
REMARK = "A hidden remark of a colleague"


@dataclass
class Blind:
    """The world of the access table, with an applicant full of marks on the panel's list."""

    world: World
    application: Application
    seats: list[PanelSeat]

    @property
    def recruiter(self):
        return self.world.users["recruiter"]

    def walk(self, user):
        """All that the person can fetch, with every value that stands for a thing of this choice."""
        world, mine = self.world, self.application
        applicant = mine.applicant
        keys = [world.closed_post.pk, mine.pk, applicant.pk, applicant.clinician.pk, self.seats[0].pk, world.talk.pk]
        values: dict[str, Iterable[Any]] = {
            "organisation_id": list(Organisation.objects.values_list("pk", flat=True)),
            "user_id": [applicant.pk, *(seat.user_id for seat in self.seats)],
            "post_id": [world.closed_post.pk],
            "reference": [mine.reference],
            "seat_id": [seat.pk for seat in self.seats],
            "talk_id": [talk.pk for talk in Talk.objects.all()],
            "criterion_id": [world.criterion.pk],
            "slug": ["words"],
        }
        address = f"/panel/{world.closed_post.pk}/lock/?places=1"
        return Walk(user, world, [address, *addresses(values, [*keys, mine.reference])])

    def score(self):
        """Everyone scores everything, far apart on one criterion, with notes; one member declares an interest too."""
        for seat, points in zip(self.seats, (5, 1), strict=True):
            for application in Application.objects.filter(post=self.world.closed_post):
                given = {self.world.criterion.pk: (points, REMARK)}
                services.save_scores(seat, application, given, by=seat.user)

    def settle(self):
        for talk in Talk.objects.filter(outcome=""):
            settle_talk(talk, by=self.recruiter, outcome="held", reason="They talked")


@pytest.fixture
def blind(db):
    world = make_world()
    applicant = clinician(name=NAME, email=EMAIL)
    applicant.clinician.registration_number = NUMBER
    applicant.clinician.save()
    infirmary = OrganisationFactory(name=INSTITUTION, town="Umberslade")
    MembershipFactory(user=applicant, organisation=infirmary)
    EmploymentFactory(user=applicant, organisation=infirmary)
    application = sent(world.closed_post, applicant)
    parts = complete_parts()
    fill_parts(
        application,
        history=parts["history"] | {"employer_1": INSTITUTION},
        registration={"body": "GMC", "number": NUMBER},
        referees=parts["referees"] | {"name_1": REFEREE, "email_1": REFEREES_EMAIL},
        declarations={"conflict": "yes", "conflict_what": f"My sister {SISTER} works there", "fitness": "no"},
    )
    Application.objects.filter(pk=application.pk).update(interests=f"My sister {SISTER} works there")
    world.application = application
    world.talk.delete()
    world.talk = Talk.objects.create(application=application, criterion=world.criterion)
    return Blind(world, application, list(PanelSeat.objects.filter(post=world.closed_post).order_by("pk")))


@pytest.mark.parametrize("scored", [False, True])
@pytest.mark.parametrize("who", ["panel1", "recruiter"])
def test_nothing_that_a_chooser_can_fetch_tells_who_applied(blind, who, scored):
    if scored:
        blind.score()
    walk = blind.walk(blind.world.users[who])
    assert len(walk.found) > 300
    assert any(blind.application.reference in text for text in walk.found.values())
    assert not walk.signs(MARKS)


@pytest.mark.parametrize(("who", "also"), [("panel1", set()), ("recruiter", {"Perpetua", REFEREES_EMAIL})])
def test_after_the_lock_the_same_search_finds_them(blind, who, also):
    blind.score()
    blind.settle()
    services.lock_shortlist(blind.world.closed_post, by=blind.recruiter, places=5)
    found = {mark for _, mark in blind.walk(blind.world.users[who]).signs(MARKS)}
    assert {"Zebedee", "Quillfeather", EMAIL, NUMBER, "Umberslade"} | also <= found


def test_the_search_looks_into_addresses_headers_and_files(blind, monkeypatch):
    walk = blind.walk(blind.seats[0].user)
    for where, text in [
        (f"get /x/{NAME.split()[0]}", "200"),
        ("get /x/", f"Content-Disposition: {NAME.split()[0]}.csv"),
    ]:
        walk.found = {where: text}
        assert walk.signs(MARKS)


def test_no_letter_before_the_lock_names_an_applicant(blind):
    carol = UserFactory()
    MembershipFactory(user=carol, organisation=blind.world.organisation, role=Role.PANEL_MEMBER)
    services.add_member(blind.world.closed_post, carol.email, by=blind.recruiter)
    blind.score()
    seat = blind.seats[0]
    interests.declare_interest(seat, blind.application, "recognised", by=seat.user)
    letters = Message.objects.exclude(user=blind.application.applicant)
    assert letters.filter(user=carol).exists()
    assert letters.filter(subject__startswith="Talk about an application").exists()
    for letter in letters:
        words = f"{letter.subject} {letter.text} {letter.html} {letter.path} {letter.key}".casefold()
        assert not [mark for mark in MARKS if mark.casefold() in words]


def test_a_member_reads_nobody_elses_points_or_notes_before_giving_their_own(blind):
    mine, theirs = blind.seats
    given = {blind.world.criterion.pk: (5, REMARK)}
    services.save_scores(theirs, blind.application, given, by=theirs.user)
    walk = blind.walk(mine.user)
    assert not walk.signs([REMARK, theirs.user.name])
    score = walk.found[f"get /panel/{blind.world.closed_post.pk}/scoring/{blind.application.reference}/"]
    assert "checked" not in score


def test_the_recruiter_sees_who_has_scored_but_not_what_until_all_have(blind):
    give(blind.seats[0], blind.application, 5)
    Score.objects.update(note=REMARK)
    walk = blind.walk(blind.recruiter)
    shown = walk.found[f"get /panel/{blind.world.closed_post.pk}/"]
    assert "Scored" in shown
    assert "Not yet" in shown
    assert "Ranking" not in shown
    assert not walk.signs([REMARK])


def test_a_settled_interest_names_nobody_either(blind):
    blind.score()
    Interest.objects.create(
        seat=blind.seats[0],
        application=blind.application,
        kind="found",
        outcome="out",
        reason="A link on record",
        settled_at=timezone.now(),
        settled_by=blind.recruiter,
    )
    assert not blind.walk(blind.recruiter).signs(MARKS)
    assert not blind.walk(blind.seats[0].user).signs([*MARKS, "A link on record"])
