"""What a mediation's records say, as the pure course and its days."""

from datetime import date

from pathways.disputes import course, settings
from pathways.disputes.models import Appeal, Mediation, Outcome
from pathways.disputes.people import mediates
from pathways.splits.models import SplitStatus, TimeSplit
from people.settings.reading import settings_on


def days_of(split: TimeSplit, on: date) -> course.Days:
    """The organisation's days for each step on the day."""
    held = settings_on(split.organisation_id, on, *settings.ALL)
    return course.Days(
        meet=held[settings.MEET],
        decide=held[settings.DECIDE],
        appeal=held[settings.APPEAL],
        convene=held[settings.CONVENE],
        recommend=held[settings.RECOMMEND],
        board=held[settings.BOARD],
    )


def latest_of(split: TimeSplit) -> Mediation | None:
    """The split's last mediation with its appeal."""
    return split.mediations.select_related("mediator", "asked_by", "appeal", "split__user").last()


def appeal_of(mediation: Mediation) -> Appeal | None:
    return getattr(mediation, "appeal", None)


def course_of(mediation: Mediation) -> course.Course:
    """What has happened so far."""
    appeal, status = appeal_of(mediation), mediation.split.status
    stands = (
        SplitStatus.IN_APPEAL if appeal else SplitStatus.DECLINED if mediation.outcome else SplitStatus.IN_MEDIATION
    )
    return course.Course(
        asked_on=mediation.asked_on,
        mediator_named=mediates(mediation),
        meets_on=mediation.meets_on,
        decided_on=mediation.decided_on,
        refused=mediation.outcome == Outcome.REFUSED,
        appealed_on=appeal.appealed_on if appeal else None,
        hearing_on=appeal.hearing_on if appeal else None,
        recommended_on=appeal.recommended_on if appeal else None,
        board_on=appeal.decided_on if appeal else None,
        open=status == stands,
    )
