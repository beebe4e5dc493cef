"""Terms of the demo: a seat on the board with its yearly check, and a lead who is offered another term."""

from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from pathways.seed.demo_posts import advertise
from people.dates import after_months
from people.history import because
from people.models import Service, User
from roles.appointments.services import plan_reviews
from roles.fitness import services as fitness
from roles.models import Appointment, Archetype, Post
from roles.terms import services as terms
from roles.terms.models import TermKind

BOARD_POST = "Medical director"
LEAD_POST = "Clinical lead, cardiac rehabilitation"


def sit_on_the_board(cast: dict[str, User], service: Service, on: date) -> Appointment:
    """The medical director's own post, for which human resources check each year who is fit and proper."""
    starts = after_months(on.replace(day=1), 1)
    of_all = {
        "service": None,
        "summary": "Speak for clinical practice on the board, and answer for the quality of all care.",
        "description": "You sit on the board with the chief nurse, lead the clinical directors, and keep a clinic.",
        "fit_and_proper": True,
        "pas": 6,
        "clinical_minimum_pas": 1,
    }
    held = _hold(BOARD_POST, "medical-director", cast["md"], cast, service, starts, allowance=24_000, **of_all)
    fitness.plan(held)
    return held


def offer_another_term(cast: dict[str, User], service: Service, holder: User, on: date) -> Appointment:
    """A term that ends in two months, and another that waits for the holder's answer."""
    starts = after_months(on, -34)
    held = _hold(LEAD_POST, "clinical-lead", holder, cast, service, starts, allowance=4_000, renewals=1, pas=1)
    why = "The team asked for you to stay, and the new ward opens next year."
    terms.offer_more(held, TermKind.RENEWAL, last_day=None, why=why, by=cast["md"])
    return held


def _hold(
    title: str,
    slug: str,
    holder: User,
    cast: dict[str, User],
    home: Service,
    starts: date,
    *,
    allowance: int,
    **post: Any,
) -> Appointment:
    """A post that was filled before the term, and its holder, who returns to the service `home`."""
    with because("Advertised the post", by=cast["recruiter"]):
        money = {"allowance_low_gbp": allowance, "allowance_high_gbp": allowance}
        made = advertise(title, slug, cast, home, closes_in=14, **money, **post)
    closed = timezone.now() - timedelta(days=(timezone.localdate() - starts).days + 90)
    Post.objects.filter(pk=made.pk).update(
        status=Post.Status.FILLED,
        closes_at=closed,
        published_at=closed - timedelta(days=28),
        starts_on=starts,
        shortlist_locked_at=closed + timedelta(days=9),
        shortlist_locked_by=cast["recruiter"],
    )
    made.refresh_from_db()
    held = Appointment.objects.create(
        post=made,
        user=holder,
        organisation=made.organisation,
        service=made.service,
        archetype=Archetype.objects.get(slug=slug),
        title=made.title,
        term=DateRange(starts, after_months(starts, made.term_months or 36)),
        pas=made.pas,
        paid_by=made.paid_by,
        allowance_gbp=allowance,
        return_dcc_pas=made.return_dcc_pas,
        return_service=home,
        return_within_months=made.return_within_months,
        return_notice_months=made.return_notice_months,
    )
    plan_reviews(held)
    return held
