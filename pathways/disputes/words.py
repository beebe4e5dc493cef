"""A disagreement in words: each step with its day, who takes it, and how sure the rule behind it is."""

from dataclasses import dataclass
from datetime import date, timedelta

from pathways.disputes import settings
from pathways.disputes.course import Stage
from pathways.disputes.models import Mediation
from pathways.disputes.reading import appeal_of
from people.design.words import longdate
from people.settings.declared import Whole
from people.settings.reading import settings_on

NEXT = {
    Stage.NAME: ("A mediator is to be named", "HR or an administrator names someone who has had no part in it."),
    Stage.MEET: ("A meeting is to be held", "The mediator sees both sides apart, then together."),
    Stage.DECIDE: ("The outcome is to be written", "The mediator writes it for both sides."),
    Stage.APPEAL: ("The outcome can be appealed against", "The owner’s turn, if they do not accept it."),
    Stage.CONVENE: ("The appeal is to be heard", "HR or an administrator names the panel and its day."),
    Stage.RECOMMEND: ("The panel is to recommend", "HR or an administrator records what it says to the board."),
    Stage.BOARD: ("The board is to decide", "Its decision is final. HR or an administrator records it."),
    Stage.OVER: ("It is over", ""),
}


@dataclass(frozen=True)
class Step:
    """One step: `on` the day it happened, else `by` when it should; `limit` the setting that says so."""

    title: str
    on: date | None = None
    by: date | None = None
    text: str = ""
    limit: Whole | None = None
    days: int = 0


def steps(mediation: Mediation, today: date) -> list[Step]:
    """All the steps so far, and those that come if it goes on."""
    held = settings_on(mediation.split.organisation_id, today, *settings.ALL)
    appeal = appeal_of(mediation)

    def step(title: str, limit: Whole, since: date | None, on: date | None = None, text: str = "") -> Step:
        by = since + timedelta(days=held[limit]) if since and on is None else None
        return Step(title, on, by, text, limit, held[limit])

    ahead = mediation.meets_on is not None and mediation.meets_on > today
    found = [
        Step("Mediation asked for", mediation.asked_on, text=f"{mediation.asked_by}: {mediation.grounds}"),
        step("Meeting", settings.MEET, mediation.asked_on, mediation.meets_on, "To come." if ahead else ""),
    ]
    words = f"{mediation.get_outcome_display()}. {mediation.outcome_words}" if mediation.outcome else ""
    found.append(step("Outcome in writing", settings.DECIDE, mediation.meets_on, mediation.decided_on, words))
    if appeal is None:
        return found
    panel = [appeal.chair and f"Chair: {appeal.chair}", f"Named by the clinician: {appeal.nominee}"]
    panel.append(appeal.independent and f"Independent: {appeal.independent}")
    papers = ""
    if appeal.hearing_on:
        sent = appeal.hearing_on - timedelta(days=held[settings.PAPERS])
        papers = f" Papers by {longdate(sent)}."
    decision = f"{appeal.get_decision_display()}. {appeal.decision_words}" if appeal.decision else ""
    return [
        *found,
        Step("Appealed", appeal.appealed_on, text=appeal.grounds),
        step(
            "Hearing before a panel of three",
            settings.CONVENE,
            appeal.appealed_on,
            appeal.hearing_on,
            ". ".join(filter(None, panel)) + "." + papers,
        ),
        step(
            "Recommendation to the board",
            settings.RECOMMEND,
            appeal.hearing_on,
            appeal.recommended_on,
            appeal.recommendation,
        ),
        step("The board’s decision, final", settings.BOARD, appeal.recommended_on, appeal.decided_on, decision),
    ]
