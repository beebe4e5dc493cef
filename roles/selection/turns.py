"""Whose turn an offer is: appointable people by rank, then the reserve by rank."""

from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.posts.models import Post
from roles.selection.outcome_models import Decision, Verdict


def in_order(post: Post) -> list[Decision]:
    """Decisions on those who may be offered the post now, the next first."""
    waiting = Decision.objects.filter(application__post=post, application__status=ApplicationStatus.SHORTLISTED)
    found = waiting.exclude(verdict=Verdict.NOT_APPOINTABLE).select_related("application__applicant")
    return sorted(found, key=lambda each: (each.verdict == Verdict.RESERVE, each.rank, each.pk))


def following(post: Post) -> str:
    """Who is next, in words; empty where nobody is or no decisions are recorded."""
    order = in_order(post)
    return words(order[0]) if order else ""


def words(decision: Decision) -> str:
    """Someone with their place: "Anna Smith (reserve, rank 1)"."""
    return f"{decision.application.applicant} ({decision.get_verdict_display().lower()}, rank {decision.rank})"


def in_turn(application: Application, post: Post) -> None:
    """Refuses an offer out of turn; where no decision is recorded on anyone, whoever is shortlisted may get one."""
    decisions = {each.application_id: each for each in Decision.objects.filter(application__post=post)}
    mine = decisions.get(application.pk)
    if not decisions or application.status != ApplicationStatus.SHORTLISTED:
        return
    if mine is None:
        raise Refused("Record the panel’s decision on this applicant first.")
    if mine.verdict == Verdict.NOT_APPOINTABLE:
        raise Refused("The panel’s decision is that they are not appointable, so the post can’t be offered to them.")
    order = in_order(post)
    if order and order[0].application_id != application.pk:
        raise Refused(f"Offers go by rank, and {words(order[0])} comes first. Change the ranks if that is wrong.")
