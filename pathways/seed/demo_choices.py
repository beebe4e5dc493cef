"""The demo's choices under way: one that the panel scores, and one that has come to its interviews."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from pathways.seed.demo_applications import complete
from pathways.seed.demo_posts import advertise, backdate
from people.history import because
from people.models import Service, User
from roles.applications import services as applications
from roles.interviews import services as interviews
from roles.models import Application, Criterion, Post
from roles.selection import scoring
from roles.selection import services as selection

SCORING_POST = "Clinical lead, heart failure"
INTERVIEW_POST = "Clinical lead, cardiac imaging"
STATEMENTS = [
    "When our admissions doubled I brought ward, clinic and community teams to one weekly meeting. Within a year the"
    " median stay fell from nine days to six and readmissions did not rise.",
    "I hold the equipment budget of my unit. Last year I found two contracts paid twice, ended one, and put the"
    " difference into a second echo list.",
    "Two colleagues no longer spoke to each other. I met each alone, then both, agreed in writing how we hand over,"
    " and looked at it again after a month and after three.",
    "I have two clinics and one list a week, audit my results every quarter and show them at our meeting.",
]
QUESTIONS = [
    "Tell us of a change you led that did not go as planned. What did you do then?",
    "The service is overspent by a tenth in June. What are your first three steps?",
]


def let_choose(cast: dict[str, User], service: Service, applicants: list[User]) -> Post:
    """A post that closed yesterday, with applications that wait for the panel."""
    return _closed(SCORING_POST, cast, service, applicants, days_ago=1)


def let_interview(cast: dict[str, User], service: Service, applicants: list[User]) -> Post:
    """A post that closed three weeks ago: scored, the two highest shortlisted, one of whom has picked a time."""
    post = _closed(INTERVIEW_POST, cast, service, applicants, days_ago=21)
    recruiter, sent = cast["recruiter"], list(Application.objects.filter(post=post).order_by("pk"))
    for seat in post.panel.select_related("user"):
        seat = selection.declare(seat, "", by=seat.user)
        for n, application in enumerate(sent):
            scores = dict.fromkeys(post.criteria.values_list("pk", flat=True), (5 - n, ""))
            scoring.save_scores(seat, application, scores, by=seat.user)
    selection.lock_shortlist(post, by=recruiter, places=2)
    first = (timezone.localtime() + timedelta(days=8)).replace(hour=9, minute=30, second=0, microsecond=0)
    slots = [
        interviews.offer_slot(post, by=recruiter, starts_at=first + timedelta(hours=n), minutes=45, place="Board room")
        for n in range(3)
    ]
    for criterion, text in zip(post.criteria.all(), QUESTIONS, strict=False):
        interviews.add_question(post, by=recruiter, criterion=criterion.pk, text=text)
    interviews.invite(post, by=recruiter)
    sent[0].refresh_from_db()
    interviews.pick(sent[0], slots[0], by=sent[0].applicant)
    return post


def _closed(title: str, cast: dict[str, User], service: Service, applicants: list[User], *, days_ago: int) -> Post:
    with because("Advertised the post", by=cast["recruiter"]):
        post = advertise(title, "clinical-lead", cast, service, closes_in=14)
    for applicant in applicants:
        _apply(post, applicant, list(post.criteria.all()))
    closes = post.closes_at - timedelta(days=14 + days_ago)
    backdate(Post.objects.filter(pk=post.pk), closes_at=closes, published_at=closes - timedelta(days=28))
    backdate(_sent(post), submitted_at=closes - timedelta(days=2))
    post.refresh_from_db()
    return post


def _apply(post: Post, applicant: User, criteria: list[Criterion]) -> None:
    application = applications.start(post, applicant)
    for criterion, text in zip(criteria, STATEMENTS, strict=True):
        applications.save_statement(application, criterion, text, by=applicant)
    complete(application, by=applicant)
    applications.submit(application, by=applicant, confirmed=True)


def _sent(post: Post) -> QuerySet[Application]:
    return Application.objects.filter(post=post)
