"""The demo: one real trust with invented people, and something to do for each of them at the first sign-in.

What happened before is done with the services that do it, so that it is checked, told and kept in the history.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from mentoring import services as mentoring
from mentoring.models import MentorProfile
from pathways.models import ReturnPlan, TimeSplit
from pathways.returns import services as returns
from pathways.returns.facts import Proposal as Return
from pathways.returns.grounds import of_role
from pathways.seed.demo_choices import let_choose, let_interview
from pathways.seed.demo_figures import decide_last_year
from pathways.seed.demo_people import CARDIOLOGY, RESPIRATORY, make_people
from pathways.seed.demo_posts import advertise
from pathways.seed.demo_returns import STATES, keep_practice, send_on_their_way, worry
from pathways.seed.demo_reviews import HOLDERS, begin, review_roles
from pathways.seed.demo_sessions import meet
from pathways.seed.demo_splits import differ, talk
from pathways.seed.demo_terms import offer_another_term, sit_on_the_board
from pathways.seed.seeding import Wish, nothing, seed
from pathways.splits import drafting, week
from pathways.splits import services as splits
from pathways.splits.facts import Proposal
from pathways.splits.models import Category
from people.dates import after_months
from people.history import because
from people.models import Membership, Organisation, Role, Service, User
from roles.appointments.services import remind
from roles.models import Appointment, Archetype, PaidBy, RoleReview

HERE, ELSEWHERE = "RCF", "RCD"
"""Airedale and Harrogate, acute trusts of people/data/organisations.csv."""
RANDOM_SEED = 2026
DIRECTOR_POST = "Clinical director, cardiology"


@transaction.atomic
def seed_demo(*, people: int, posts: int, on: date, say: Callable[[str], None] = nothing) -> bool:
    """Makes the demo's data once; False when it is there already. Raises Refused without reference data."""
    if User.objects.filter(email="clinician@demo.example").exists():
        return False
    wish = Wish(people, posts, RANDOM_SEED, on=on, employer=HERE, pending=5, open_share=0.2)
    seed(wish, say)
    here, elsewhere = (Organisation.objects.get(ods_code=code) for code in (HERE, ELSEWHERE))
    cast = make_people(here, elsewhere, on)
    cardiology = Service.objects.get(organisation=here, name=CARDIOLOGY)
    colleagues = list(clinicians(here))
    agree_week(cast, cardiology, on)
    with because("Advertised the post", by=cast["recruiter"]):
        advertise(DIRECTOR_POST, "clinical-director", cast, cardiology, closes_in=21)
    let_choose(cast, cardiology, colleagues[-2:])
    let_interview(cast, cardiology, colleagues[-5:-2])
    with because("Advertised the post", by=cast["recruiter"]):
        decide_last_year(
            lambda title: advertise(title, "clinical-lead", cast, cardiology, closes_in=14),
            cast["recruiter"],
            Random(RANDOM_SEED),  # noqa: S311 -- made-up people
        )
    for colleague in colleagues[:2]:
        proposed = propose_week(colleague, cardiology, on)
    talk(proposed, cast["servicelead"])
    differ(propose_week(colleagues[2], cardiology, on), cast["servicelead"])
    hold_role(cast, here, on)
    sit_on_the_board(cast, cardiology, on)
    offer_another_term(cast, cardiology, colleagues[3], on)
    meet(ask_mentor(cast["mentor"], here, colleagues[-1]), cast["servicelead"], on)
    at = 4 + STATES
    review_roles(colleagues[at : at + HOLDERS], cardiology, cast["md"], colleagues[at + HOLDERS : at + HOLDERS + 3], on)
    plans = send_on_their_way(colleagues[4 : 4 + STATES], cast["servicelead"], on)
    worry(plans[3])
    keep_practice(cast["clinician"], cast["servicelead"], cast["hr"], here, on)
    say(f"the people of the demo, in {here}")
    return True


def clinicians(organisation: Organisation) -> QuerySet[User]:
    """Seeded clinicians of the organisation who lead no service."""
    held = Membership.objects.filter(organisation=organisation, role=Role.CLINICIAN)
    leads = Membership.objects.filter(organisation=organisation, role=Role.SERVICE_LEAD)
    found = User.objects.filter(email__endswith="@seed.example", pk__in=held.values("user"))
    return found.exclude(pk__in=leads.values("user")).order_by("pk")


def agree_week(cast: dict[str, User], service: Service, on: date) -> TimeSplit:
    """The clinician's week of domain.md 11.3, case A: 10 PAs and 1 more, signed by both and in force."""
    lines = (
        week.Line(Category.DCC, Decimal("4"), "Clinics and ward rounds"),
        week.Line(Category.DCC, Decimal("3.5"), "Catheter lists and on-call work"),
        week.Line(Category.DCC, Decimal("1"), "Clinical administration"),
        week.Line(Category.DCC, Decimal("1"), "Additional catheter list", additional=True),
        week.Line(Category.SPA, Decimal("1.5"), "Appraisal, learning, audit and teaching"),
    )
    starts = after_months(on.replace(day=1), -14)
    return sign(cast, Proposal(service, starts, Decimal(11), lines, reason="Yearly job plan review"), cast["clinician"])


def sign(cast: dict[str, User], proposal: Proposal, owner: User) -> TimeSplit:
    """Proposes, sends, and signs with both signatures."""
    split = drafting.save_draft(proposal, by=owner)
    split = splits.submit(split, by=owner, version=split.version)
    split = splits.sign_off(split, by=cast["servicelead"], version=split.version)
    return splits.sign_off(split, by=cast["md"], version=split.version)


def propose_week(owner: User, service: Service, on: date) -> TimeSplit:
    """A colleague's next week, in another service, sent to its lead."""
    now = TimeSplit.objects.filter(user=owner, status=TimeSplit.Status.IN_FORCE).latest("period")
    proposal = Proposal(
        service=service,
        starts=after_months(on.replace(day=1), 2),
        total=now.total_pas,
        lines=tuple(
            week.Line(line.category, line.pas, line.what, line.additional) for line in now.lines.order_by("position")
        ),
        appointment=now.appointment,
        reason=f"I move to {service.name.lower()} for the heart failure clinic.",
    )
    split = drafting.save_draft(proposal, by=owner)
    return splits.submit(split, by=owner, version=split.version)


def hold_role(cast: dict[str, User], organisation: Organisation, on: date) -> Appointment:
    """The mentor leads respiratory medicine in the second year; a review and a return meeting are due today."""
    holder, service = cast["mentor"], Service.objects.get(organisation=organisation, name=RESPIRATORY)
    starts = after_months(on, -12)
    appointment = Appointment.objects.create(
        user=holder,
        organisation=organisation,
        service=service,
        archetype=Archetype.objects.get(slug="clinical-lead"),
        title="Clinical lead, respiratory medicine",
        term=DateRange(starts, after_months(starts, 36)),
        pas=Decimal("1.5"),
        paid_by=PaidBy.ALLOWANCE,
        allowance_gbp=4000,
        return_dcc_pas=Decimal("7.5"),
        return_service=service,
        return_within_months=3,
        return_notice_months=3,
    )
    plan_return(appointment, cast["md"])
    review = RoleReview.objects.create(appointment=appointment, kind="yearly", due_on=on, reviewer=cast["md"])
    remind(review)
    begin(review)
    return appointment


def plan_return(appointment: Appointment, supervisor: User) -> ReturnPlan:
    """The way back from the role, opened late: its first meeting is due today, with the supervisor."""
    return returns.open_plan(
        Return(
            ground=of_role(appointment),
            away_from=appointment.starts,
            returns_on=after_months(appointment.starts, 36),
            return_dcc_pas=Decimal("7.5"),
            supervisor=supervisor,
            supervised_days=10,
        ),
        by=appointment.user,
    )


def ask_mentor(mentor: User, organisation: Organisation, mentee: User) -> MentorProfile:
    """The mentor offers three places; one colleague has asked."""
    profile = mentoring.keep_profile(
        by=mentor,
        about="I led respiratory medicine through two winters and a move of wards, with two clinics a week all along."
        " I listen first, then I tell you what I would do and what I would not do again.",
        topics="first leadership post, job plans, budgets",
        region=organisation.region,
        capacity=3,
        accepting=True,
    )
    if not mentoring.why_not_ask(profile, mentee):
        mentoring.ask(
            profile,
            by=mentee,
            message="I am thinking of my first lead post and would like to hear how you kept your clinics going.",
        )
    return profile
