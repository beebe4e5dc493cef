"""One object of each kind, the clinician's or of the clinician's organisation, and the personas."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from mentoring.models import Mentorship, MentorshipStatus, SessionNote, SessionTime
from mentoring.sessions.models import TimeState
from pathways.models import (
    CheckIn,
    CheckInAnswers,
    CheckInKind,
    Concern,
    Delegation,
    Evidence,
    EvidenceImport,
    Grant,
    JobPlanImport,
    ReturnPhase,
    ReturnPlan,
    SplitLine,
    SupervisedDay,
    Target,
    TimeSplit,
)
from pathways.practice.rows import TEMPLATE as LOG_TEMPLATE
from people.models import Organisation, Role, Service, User
from reminders.models import Away, CalendarFeed, Message, Notice, RefusedAddress
from rewards.editions.text import as_text, checksum, packed
from rewards.models import AwardLevel, Edition, EditionFacts, Employment, Export, HeldAward, PayrollImport
from rewards.payroll.fields import TEMPLATE
from rewards.reports.published import Published
from roles.models import (
    Action,
    Application,
    Appointment,
    Booking,
    Criterion,
    FeedbackRequest,
    LegalHold,
    Meeting,
    Objectives,
    Offer,
    PanelSeat,
    Post,
    Question,
    ReviewKind,
    RoleReview,
    Slot,
    Talk,
)
from roles.reviews.models import MeetingState
from tests.access.row import PERSONAS
from tests.factories import (
    AppointmentFactory,
    ClinicianFactory,
    CriterionFactory,
    EmploymentFactory,
    MembershipFactory,
    MentorProfileFactory,
    OrganisationFactory,
    PanelSeatFactory,
    PayPointFactory,
    PostFactory,
    ServiceFactory,
    TimeSplitFactory,
    UserFactory,
)

ROLES = {
    "clinician": [Role.CLINICIAN],
    "service_lead": [Role.SERVICE_LEAD],
    "md": [Role.MEDICAL_DIRECTOR],
    "recruiter": [Role.RECRUITER],
    "panel1": [Role.PANEL_MEMBER],
    "panel2": [Role.PANEL_MEMBER],
    "hr": [Role.HR],
    "mentor": [Role.CLINICIAN],
    "admin": [Role.ORGANISATION_ADMIN],
    "analyst": [Role.ANALYST],
    "outsider": list(Role),
}


@dataclass
class World:
    """What the access table's rows point at."""

    users: dict[str, User]
    organisation: Organisation
    service: Service
    employment: Employment
    award: HeldAward
    """The clinician's."""
    post: Post
    draft_post: Post
    criterion: Criterion
    application: Application
    """Submitted by the clinician for `closed_post`, whose panel is panel1 and panel2."""
    draft_application: Application
    """The clinician's draft for `post`."""
    draft_criterion: Criterion
    """Of `post`."""
    closed_post: Post
    seat: PanelSeat
    talk: Talk
    """About `application`, for panel1 and panel2."""
    offered_application: Application
    """The clinician's, after an interview with panel2."""
    offer: Offer
    slot: Slot
    """Which the clinician picked."""
    question: Question
    """Of the post that was offered."""
    appointment: Appointment
    review: RoleReview
    """To be held by the medical director."""
    led_review: RoleReview
    """To be held by the service lead, in a meeting that is agreed."""
    role_meeting: Meeting
    """Of `led_review`, agreed."""
    role_feedback: FeedbackRequest
    """Asked of the mentor, without a name."""
    review_action: Action
    """The clinician's, of `review`."""
    objectives: Objectives
    """Proposed by the clinician."""
    split: TimeSplit
    """The clinician's, waiting for first sign-off."""
    draft_split: TimeSplit
    job_plans: JobPlanImport
    """Written by hr."""
    edition: Edition
    """A pay report kept by hr."""
    published_edition: Edition
    export: Export
    """A long list that hr asked for, ready."""
    payroll: PayrollImport
    """Written by hr."""
    payroll_sent: PayrollImport
    """Sent by hr, looked at, and not written."""
    delegation: Delegation
    """The service lead's, planned: the mentor signs in their place for ten days."""
    return_plan: ReturnPlan
    check_in: CheckIn
    """Answered by the clinician; no reply yet."""
    supervised_day: SupervisedDay
    """Of the return plan, not agreed yet."""
    phase: ReturnPhase
    concern: Concern
    """Raised by the service lead, who supervises."""
    evidence: Evidence
    """The clinician's, with a document."""
    grant: Grant
    """By which the service lead sees the clinician's picture, without the log."""
    practice_target: Target
    practice_log: EvidenceImport
    """Sent by the clinician, looked at, and not written."""
    mentorship: Mentorship
    """Requested by the clinician of the mentor."""
    meeting_pair: Mentorship
    """The service lead's with the mentor, active."""
    asked_time: SessionTime
    """Of a session that the mentor proposed to the service lead."""
    agreed_time: SessionTime
    """Of one that is ahead."""
    held_time: SessionTime
    """Of one last week, of which the service lead keeps a note."""
    feed: CalendarFeed
    notice: Notice
    """The clinician's."""
    away: Away
    """The clinician's, from next week on."""
    message: Message
    refused: RefusedAddress
    """The clinician's address."""
    hold: LegalHold
    """On every application for `closed_post`."""


def make_personas(organisation: Organisation, service: Service) -> dict[str, User]:
    """A user for each persona but the anonymous one."""
    elsewhere = OrganisationFactory()
    users = {}
    for persona in PERSONAS[1:]:
        user = users[persona] = UserFactory(name=f"The {persona}", email=f"{persona}@tests.example")
        where = elsewhere if persona == "outsider" else organisation
        for role in ROLES[persona]:
            in_service = service if persona in {"clinician", "service_lead", "mentor"} else None
            MembershipFactory(user=user, organisation=where, role=role, service=in_service)
    for persona in ("clinician", "mentor", "outsider", "service_lead", "md"):
        ClinicianFactory(user=users[persona])
    return users


def make_edition(organisation: Organisation, by: User, *, published: bool = False) -> Edition:
    """A pay report kept as it was taken, and published if asked."""
    content = as_text(Published("Effect of leading", "", (), (), 5, "Nothing."))
    now = timezone.now()
    shown = {"shown": content, "shown_checksum": checksum(content), "published_by": by, "published_at": now}
    edition = Edition.objects.create(
        organisation=organisation,
        report="leading",
        name="Board",
        on=timezone.localdate(),
        known_at=now,
        content=content,
        checksum=checksum(content),
        taken_by=by,
        **(shown if published else {}),
    )
    EditionFacts.objects.create(edition=edition, packed=packed(()))
    return edition


def make_session(pair: Mentorship, days: int, state: TimeState) -> SessionTime:
    """A session of the pair so many days ahead, proposed by the mentor."""
    session = pair.sessions.create(purpose="The first hundred days", sequence=1 if state == TimeState.AGREED else 0)
    at = timezone.now() + timedelta(days=days)
    return session.times.create(starts_at=at, minutes=60, place="Room 4", state=state, proposed_by=pair.mentor.user)


def make_world() -> World:
    """Builds the whole world afresh; the caller's transaction takes it away again."""
    organisation = OrganisationFactory()
    service = ServiceFactory(organisation=organisation)
    users = make_personas(organisation, service)
    clinician = users["clinician"]
    now, today = timezone.now(), timezone.localdate()
    PayPointFactory()
    here = {"organisation": organisation, "service": service}
    post = PostFactory(**here)
    closed_post = PostFactory(**here, closes_at=now - timedelta(days=1))
    decided_post = PostFactory(
        **here,
        closes_at=now - timedelta(days=20),
        shortlist_locked_at=now,
        shortlist_locked_by=users["recruiter"],
    )
    criterion = CriterionFactory(post=closed_post, position=1)
    seat = PanelSeatFactory(post=closed_post, user=users["panel1"], declared_at=now)
    PanelSeatFactory(post=closed_post, user=users["panel2"], declared_at=now)
    applied = {"applicant": clinician, "submitted_at": now - timedelta(days=2), "confirmed": True}
    offered = Application.objects.create(
        post=decided_post, reference="OFFERED1", status=Application.Status.OFFERED, **applied
    )
    appointment = AppointmentFactory(user=clinician, **here)
    plan = ReturnPlan.objects.create(
        user=clinician,
        organisation=organisation,
        appointment=appointment,
        service=service,
        supervisor=users["service_lead"],
        away_from=today - timedelta(days=30),
        returns_on=today + timedelta(days=300),
        return_dcc_pas=Decimal("7.5"),
        strength="some",
    )
    of_role = {"appointment": appointment, "due_on": today + timedelta(days=5)}
    review = RoleReview.objects.create(**of_role, kind=ReviewKind.EARLY, reviewer=users["md"])
    led_review = RoleReview.objects.create(**of_role, kind=ReviewKind.END_OF_TERM, reviewer=users["service_lead"])
    mentor = MentorProfileFactory(user=users["mentor"])
    meeting_pair = Mentorship.objects.create(
        mentor=mentor,
        mentee=users["service_lead"],
        status=MentorshipStatus.ACTIVE,
        message="I would like to say no more often.",
        answer="Gladly.",
        answered_at=now,
    )
    held_time = make_session(meeting_pair, -7, TimeState.AGREED)
    SessionNote.objects.create(session=held_time.session, text="Say no on Mondays.")
    split = TimeSplitFactory(user=clinician, **here, status=TimeSplit.Status.SUBMITTED, submitted_at=now)
    for position, (category, pas) in enumerate([("dcc", "6.5"), ("spa", "1.5"), ("anr", "2")]):
        SplitLine.objects.create(split=split, position=position, category=category, what="Work", pas=Decimal(pas))
    submitted = Application.objects.create(
        post=closed_post, reference="SUBMITTED1", status=Application.Status.SUBMITTED, **applied
    )
    PanelSeatFactory(post=decided_post, user=users["panel2"], declared_at=now)
    slot = Slot.objects.create(post=decided_post, starts_at=now + timedelta(days=3), minutes=45, place="Room 2")
    Booking.objects.create(application=offered, slot=slot)
    check_in = CheckIn.objects.create(plan=plan, kind=CheckInKind.IN_ROLE, due_on=today)
    CheckInAnswers.objects.create(
        check_in=check_in,
        practice="less",
        confidence="supported",
        support="partly",
        wellbeing="getting_by",
        given_to=users["service_lead"],
        answered_at=now,
    )
    return World(
        users=users,
        organisation=organisation,
        service=service,
        post=post,
        criterion=criterion,
        draft_criterion=CriterionFactory(post=post, position=1),
        employment=EmploymentFactory(user=clinician, **here),
        award=HeldAward.objects.create(
            user=clinician,
            level=AwardLevel.objects.get_or_create(
                scheme="Local/employer CEA (granted before Apr 2018)",
                level="level 4",
                defaults={"annual_gbp": Decimal(12_064), "pensionable": True, "mark": "VERIFIED"},
            )[0],
            annual_gbp=Decimal(12_064),
            period=DateRange(date(2017, 4, 1), None),
        ),
        draft_post=PostFactory(**here, status=Post.Status.DRAFT, published_at=None, created_by=users["recruiter"]),
        application=submitted,
        talk=Talk.objects.create(application=submitted, criterion=criterion),
        draft_application=Application.objects.create(post=post, reference="DRAFT1", applicant=clinician),
        closed_post=closed_post,
        seat=seat,
        offered_application=offered,
        offer=Offer.objects.create(
            application=offered,
            allowance_gbp=Decimal("8000"),
            pas=Decimal("2"),
            starts_on=today + timedelta(days=60),
            answer_by=today + timedelta(days=7),
            made_by=users["recruiter"],
        ),
        slot=slot,
        question=Question.objects.create(
            post=decided_post,
            criterion=CriterionFactory(post=decided_post, position=1),
            position=1,
            text="What did you change?",
        ),
        appointment=appointment,
        review=review,
        led_review=led_review,
        role_meeting=Meeting.objects.create(
            review=led_review,
            starts_at=now + timedelta(days=9),
            minutes=60,
            place="Room 4",
            state=MeetingState.AGREED,
            proposed_by=clinician,
        ),
        role_feedback=FeedbackRequest.objects.create(
            review=review, person=users["mentor"], asked_by=clinician, named=False
        ),
        review_action=Action.objects.create(
            review=review, what="Meet the finance lead", owner=clinician, due_on=today, added_by=users["md"]
        ),
        objectives=Objectives.objects.create(
            appointment=appointment, text="Waits under 18 weeks by June", proposed_by=clinician
        ),
        split=split,
        draft_split=TimeSplitFactory(user=clinician, **here),
        job_plans=JobPlanImport.objects.create(
            organisation=organisation, by=users["hr"], file_name="plans.csv", checksum="0" * 64, written_at=now
        ),
        edition=make_edition(organisation, users["hr"]),
        export=Export.objects.create(
            asker=users["hr"],
            report="leading",
            query=f"organisation={organisation.pk}&which=all",
            state="ready",
            content=b"x",
            ready_at=now,
        ),
        published_edition=make_edition(organisation, users["hr"], published=True),
        payroll=PayrollImport.objects.create(
            organisation=organisation, by=users["hr"], file_name="april.csv", checksum="0" * 64, written_at=now
        ),
        payroll_sent=PayrollImport.objects.create(
            organisation=organisation,
            by=users["hr"],
            file_name="may.csv",
            checksum="0" * 64,
            content=TEMPLATE.as_text().encode(),
            checked_at=now,
            rows=2,
            left=2,
            findings=[[2, "Email address", "nobody with this address is employed here", True]],
        ),
        delegation=Delegation.objects.create(
            organisation=organisation,
            delegator=users["service_lead"],
            delegate=users["mentor"],
            period=DateRange(today + timedelta(days=30), today + timedelta(days=40)),
        ),
        return_plan=plan,
        check_in=check_in,
        supervised_day=SupervisedDay.objects.create(plan=plan, day=today, work="clinic", logged_by=clinician),
        phase=ReturnPhase.objects.create(plan=plan, position=1, starts=plan.returns_on, dcc_pas=Decimal("7.5")),
        evidence=Evidence.objects.create(
            user=clinician, kind="procedure", on=today, what="Angiogram", file="practice/none.pdf", file_kind="pdf"
        ),
        grant=Grant.objects.create(
            owner=clinician, person=users["service_lead"], period=DateRange(today, today + timedelta(days=90))
        ),
        practice_target=Target.objects.create(
            organisation=organisation, kind="procedure", amount=10, months=12, source="Agreed.", made_by=users["hr"]
        ),
        practice_log=EvidenceImport.objects.create(
            organisation=organisation,
            by=clinician,
            file_name="log.csv",
            checksum="0" * 64,
            content=LOG_TEMPLATE.as_text().encode(),
            rows=2,
        ),
        concern=Concern.objects.create(plan=plan, raised_by=users["service_lead"], text="Late with letters."),
        mentorship=Mentorship.objects.create(mentor=mentor, mentee=clinician, message="I would like to learn."),
        meeting_pair=meeting_pair,
        asked_time=make_session(meeting_pair, 20, TimeState.PROPOSED),
        agreed_time=make_session(meeting_pair, 6, TimeState.AGREED),
        held_time=held_time,
        hold=LegalHold.objects.create(post=closed_post, why="Tribunal case 7", placed_by=users["hr"]),
        feed=CalendarFeed.objects.create(user=clinician),
        notice=Notice.objects.create(
            key="world:1", user=clinician, kind="role_review", title="Role review", path="/calendar/", made_at=now
        ),
        away=Away.objects.create(
            user=clinician, period=DateRange(today + timedelta(days=7), today + timedelta(days=9))
        ),
        message=Message.objects.create(
            key="world:1",
            kind="test",
            user=clinician,
            to=clinician.email,
            subject="Hello",
            text="Hello.",
            message_id="<world-1@tests.example>",
            not_before=now,
        ),
        refused=RefusedAddress.objects.create(
            address=clinician.email, user=clinician, words="550 No such mailbox", refused_at=now
        ),
    )
