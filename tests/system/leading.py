"""Those around one leadership post, each at a window of their own, with the post and the calendar that they get."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar

from mentoring.models import Mentorship
from pathways.returns.settings import SECOND_SHARE
from people.models import Role, User
from roles.appointments.settings import LEAD_REVIEWS
from roles.models import Offer
from roles.selection.offers import make_offer
from tests.factories import (
    ClinicianFactory,
    EmploymentFactory,
    MembershipFactory,
    MentorProfileFactory,
    PostFactory,
    ServiceFactory,
    set_here,
)
from tests.reminders.servers import Server
from tests.roles.people_who_choose import sent
from tests.system.browser import Visitor
from tests.system.clock import Clock

TITLE = "Clinical director, cardiology"


class Leading:
    """A consultant, the service's lead, a colleague who will supervise, a mentor, the medical director, a recruiter."""

    def __init__(self, clock: Clock, server: Server, visit: Callable[..., Visitor]) -> None:
        self.clock, self.server, self.visit = clock, server, visit
        self.windows: dict[str, Visitor] = {}
        self.found: list[str] = []
        self.service = ServiceFactory(name="Cardiology")
        self.people: dict[str, User] = {
            who: self._works_here(who, name, role, of_service=role in (Role.CLINICIAN, Role.SERVICE_LEAD))
            for who, name, role in (
                ("clinician", "Amira Hale", Role.CLINICIAN),
                ("lead", "Owen Price", Role.SERVICE_LEAD),
                ("supervisor", "Sunita Rao", Role.CLINICIAN),
                ("mentor", "Helen Marsh", Role.CLINICIAN),
                ("director", "Mara Quinn", Role.MEDICAL_DIRECTOR),
                ("recruiter", "Beth Lawson", Role.RECRUITER),
            )
        }
        clinician = self.people["clinician"]
        ClinicianFactory(user=clinician, registration_body="GMC", registration_number="7012345")
        EmploymentFactory(user=clinician, organisation=self.service.organisation, service=self.service)
        profile = MentorProfileFactory(user=self.people["mentor"])
        Mentorship.objects.create(mentor=profile, mentee=clinician, status=Mentorship.Status.ACTIVE)
        set_here(self.service.organisation, LEAD_REVIEWS, True)
        set_here(self.service.organisation, SECOND_SHARE, 100)

    def _works_here(self, who: str, name: str, role: Role, *, of_service: bool) -> User:
        service = self.service if of_service else None
        here = {"organisation": self.service.organisation, "service": service, "role": role}
        return MembershipFactory(user__name=name, user__email=f"{who}@trust.example", **here).user

    def is_chosen(self, *, starts_on: date, months: int) -> Offer:
        """The recruiter offers the post to the consultant, who was the one applicant, for a fortnight."""
        post = PostFactory(
            title=TITLE, organisation=self.service.organisation, service=self.service, term_months=months
        )
        application = sent(post, self.people["clinician"])
        type(application).objects.filter(pk=application.pk).update(status=application.Status.SHORTLISTED)
        type(post).objects.filter(pk=post.pk).update(closes_at=timezone.now())
        return make_offer(
            application,
            by=self.people["recruiter"],
            allowance_gbp=Decimal(8000),
            pas=Decimal(2),
            starts_on=starts_on,
            answer_by=timezone.localdate() + timedelta(days=14),
        )

    def sits_down(self, who: str) -> Visitor:
        """This person at their window, signed in however long ago they last were, a minute after what was before."""
        self.clock.a_minute_goes_by()
        if who not in self.windows:
            self.windows[who] = self.visit()
        self.windows[who].enter(self.people[who])
        return self.windows[who]

    def opens(self, who: str, subject: str) -> Visitor:
        """They follow the link of the latest letter that came to them with this subject."""
        visitor = self.sits_down(who)
        [*_, letter] = [each for each in self.server.letters if self._to(each) == who and subject in _subject(each)]
        words = _said(_part(letter, "text/plain")).split()
        link = next(word for word in words if word.startswith(settings.SITE_URL))
        visitor.go(urlsplit(link).path)
        return visitor

    def looks(self, visitor: Visitor) -> None:
        """Nothing is wrong with the page for anyone who reads it, or it is kept for the end."""
        self.found += visitor.faults()

    def letters(self) -> list[str]:
        """Every letter that the mail server took: when, to whom, and what it says on the outside."""
        found = sorted((_sent(each), self._to(each), _subject(each)) for each in self.server.letters)
        return [f"{sent:%d %b %Y %H:%M}  {to:<10}  {subject}" for sent, to, subject in found]

    def invitations(self, who: str) -> list[tuple[str, str, int, str]]:
        """What calendars take from this person's letters: method, identity, sequence, beginning."""
        parts = [_part(each, "text/calendar") for each in self.server.letters if self._to(each) == who]
        calendars = [Calendar.from_ical(_said(part)) for part in parts if part is not None]
        return [
            (
                str(calendar["METHOD"]),
                str(event["UID"]).partition("@")[0],
                int(str(event["SEQUENCE"])),
                f"{timezone.localtime(event.decoded('dtstart')):%d %b %Y %H:%M}",
            )
            for calendar in calendars
            for event in calendar.walk("VEVENT")
        ]

    @staticmethod
    def _to(letter: Any) -> str:
        return str(letter["To"]).partition("@")[0]


def _subject(letter: Any) -> str:
    return " ".join(str(make_header(decode_header(letter["Subject"]))).split())


def _sent(letter: Any) -> datetime:
    return timezone.localtime(parsedate_to_datetime(letter["Date"]).replace(tzinfo=UTC))


def _part(letter: Any, kind: str) -> Any:
    return next((part for part in letter.walk() if part.get_content_type() == kind), None)


def _said(part: Any) -> str:
    return part.get_payload(decode=True).decode()
