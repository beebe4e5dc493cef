"""The verbs of a disagreement: mediation, and the appeal that may follow. Each locks, asks who may, writes and tells.

The split agreed before holds until one is agreed: by the signatures, or by the board's decision.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from pathways.disputes import course, people, policies, settings, telling
from pathways.disputes.course import Stage
from pathways.disputes.models import Appeal, Mediation, Outcome
from pathways.disputes.reading import course_of, days_of
from pathways.splits import telling as of_split
from pathways.splits import turns
from pathways.splits.models import TRANSITIONS, SplitStatus, TimeSplit
from pathways.splits.moving import agree, locked, move, refuse_errors
from people.design.words import longdate, plural
from people.history import because
from people.memberships.policies import memberships_today
from people.models import User
from people.refusals import Refused
from people.settings.reading import setting

MOVED_ON = "This has moved on since you opened the page. Look at it as it is now."
AFTER = {
    Outcome.PROPOSED: SplitStatus.SUBMITTED,
    Outcome.CHANGED: SplitStatus.RETURNED,
    Outcome.REFUSED: SplitStatus.DECLINED,
}
"""What becomes of the split after mediation: proposed again to those who sign, changed by its owner, or nothing."""


def ask(split: TimeSplit, grounds: str, *, by: User) -> Mediation:
    """Asks for mediation in writing; asked twice, there is one. A medical director with no part in it mediates.

    Raises Refused without grounds, where there is nothing to disagree on, and for an owner who asks too late.
    """
    grounds = grounds.strip()
    today = timezone.localdate()
    with transaction.atomic(), because("Mediation asked for", by=by):
        split = locked(split)
        if not policies.may_ask(by, split):
            raise PermissionDenied
        standing = split.mediations.filter(outcome="").first()
        if standing is not None and split.status == SplitStatus.IN_MEDIATION:
            return standing
        if not grounds:
            raise Refused("Say what you can’t agree on: the mediator reads it", field="grounds")
        if SplitStatus.IN_MEDIATION not in TRANSITIONS[split.status]:
            raise Refused(f"This time split is {split.get_status_display().lower()}: there is nothing to mediate.")
        if split.mediations.filter(outcome=Outcome.REFUSED).exists():
            raise Refused("This time split has been through mediation. What can follow is an appeal.")
        if by.pk == split.user_id:
            _refuse_too_late(split, today)
        sides = people.parties(split)
        mediation = Mediation.objects.create(
            split=split,
            asked_by=by,
            asked_on=today,
            grounds=grounds,
            mediator=people.default_mediator(split, sides | {by}),
        )
        move(split, SplitStatus.IN_MEDIATION)
        telling.asked(mediation, sides, by)
        _remind(mediation)
        return mediation


def last_day_to_ask(split: TimeSplit) -> date | None:
    """Until when its owner may ask: counted from the return or refusal that stands; None while it waits."""
    if split.status not in (SplitStatus.RETURNED, SplitStatus.DECLINED):
        return None
    events = split.events.order_by("pgh_id")  # type: ignore[attr-defined]  # pghistory’s
    other = events.exclude(status=split.status).last()
    since = (events.filter(pgh_id__gt=other.pgh_id) if other else events).first()
    failed = timezone.localdate(since.pgh_created_at if since else None)
    return failed + timedelta(days=setting(split.organisation_id, settings.ASK, failed))


def _refuse_too_late(split: TimeSplit, today: date) -> None:
    last = last_day_to_ask(split)
    if last is not None and today > last:
        raise Refused(
            f"Mediation could be asked for until {longdate(last)}. Your medical director can still ask for it; "
            "or change the split and send it again."
        )


def name_mediator(mediation: Mediation, email: str, *, by: User) -> Mediation:
    """Names who mediates, where no medical director could: someone of the organisation with no part in it."""
    with _step(mediation, Stage.NAME, "Mediator named", by) as held:
        person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
        split = held.split
        if person is None or not memberships_today(person).filter(organisation=split.organisation_id).exists():
            raise Refused(f"Nobody with this email address works for {split.organisation} today.", field="email")
        if person in people.parties(split):
            raise Refused(f"{person} has a part in this. Name someone who has none", field="email")
        held.mediator = person
        held.save(update_fields=["mediator"])
        telling.mediator_named(held, by)
        return held


def set_meeting(mediation: Mediation, day: date, *, by: User) -> Mediation:
    """Sets or moves the day of the meeting, within a year of the request; one already held may be entered too."""
    with _step(mediation, Stage.MEET, f"Meeting on {longdate(day)}", by) as held:
        if day < held.asked_on:
            raise Refused(
                f"Mediation was asked for on {longdate(held.asked_on)}: enter that day or later", field="meets_on"
            )
        if day > held.asked_on + timedelta(days=366):
            raise Refused("Choose a day within a year of the request", field="meets_on")
        if held.meets_on != day:
            held.meets_on = day
            held.save(update_fields=["meets_on"])
            telling.meets(held, by)
        return held


def decide(mediation: Mediation, outcome: str, words: str, *, by: User) -> Mediation:
    """The mediator's outcome in writing: the split is signed anew, changed by its owner, or declined."""
    words = words.strip()
    with _step(mediation, Stage.DECIDE, f"Outcome of mediation: {words}", by) as held:
        if not words:
            raise Refused("Write the outcome: both sides read it", field="words")
        held.outcome, held.outcome_words, held.decided_on = outcome, words, timezone.localdate()
        held.save(update_fields=["outcome", "outcome_words", "decided_on"])
        split = held.split
        split.return_reason = words
        fields = ["return_reason"]
        if outcome == Outcome.PROPOSED:
            split.submitted_at = timezone.now()
            turns.begin(split, 1)
            fields.append("submitted_at")
        asked = move(split, AFTER[Outcome(outcome)], *fields)
        of_split.submitted(split, asked)
        telling.decided(held, by)
        return held


def appeal(mediation: Mediation, grounds: str, nominee: str, *, by: User) -> Appeal:
    """The owner's appeal against an outcome that refused the split, with the panel member they name."""
    grounds, nominee = grounds.strip(), nominee.strip()
    with _step(mediation, Stage.APPEAL, "Appealed", by) as held:
        if not grounds:
            raise Refused("Say why you appeal: the panel reads it", field="grounds")
        _no_earlier_part(held, {"nominee": nominee})
        made = Appeal.objects.create(mediation=held, appealed_on=timezone.localdate(), grounds=grounds, nominee=nominee)
        move(held.split, SplitStatus.IN_APPEAL)
        telling.appealed(made, by)
        return made


def convene(mediation: Mediation, chair: str, independent: str, hearing_on: date, *, by: User) -> Appeal:
    """Sets the panel and its hearing, or moves it: three people with no earlier part; papers a week before."""
    with _step(mediation, Stage.CONVENE, f"Hearing on {longdate(hearing_on)}", by) as held:
        made = held.appeal
        _no_earlier_part(held, {"nominee": made.nominee, "chair": chair, "independent": independent})
        first = timezone.localdate() + timedelta(
            days=setting(held.split.organisation_id, settings.PAPERS, timezone.localdate())
        )
        if not first <= hearing_on <= first + timedelta(days=366):
            raise Refused(
                f"Papers are sent {plural((first - timezone.localdate()).days, 'day')} before: choose "
                f"{longdate(first)} or a later day within a year",
                field="hearing_on",
            )
        made.chair, made.independent, made.hearing_on = chair.strip(), independent.strip(), hearing_on
        made.save(update_fields=["chair", "independent", "hearing_on"])
        telling.convened(made, by)
        return made


def recommend(mediation: Mediation, words: str, *, by: User) -> Appeal:
    """Records what the panel recommends to the board, with its reasons."""
    words = words.strip()
    with _step(mediation, Stage.RECOMMEND, "The panel has recommended", by) as held:
        if not words:
            raise Refused("Write what the panel recommends, with its reasons", field="words")
        made = held.appeal
        made.recommendation, made.recommended_on = words, timezone.localdate()
        made.save(update_fields=["recommendation", "recommended_on"])
        telling.recommended(made, by)
        return made


def decide_appeal(mediation: Mediation, decision: str, words: str, *, by: User) -> Appeal:
    """Records the board's decision, which is final.

    Where it is for the split as proposed, the split is agreed from its first day or from today, whichever is later: the
    one before held meanwhile. Raises Refused where the rules, or another agreed split, are in the way.
    """
    words = words.strip()
    with _step(mediation, Stage.BOARD, f"The board has decided: {words}", by) as held:
        if not words:
            raise Refused("Write the board’s decision: both sides read it", field="words")
        made, split = held.appeal, held.split
        made.decision, made.decision_words, made.decided_on = decision, words, timezone.localdate()
        made.save(update_fields=["decision", "decision_words", "decided_on"])
        split.return_reason = words
        if decision == Outcome.PROPOSED:
            starts = max(split.starts, timezone.localdate())
            if split.period.upper is not None and split.period.upper <= starts:
                raise Refused("The days of this split are over. Decide for one with changes, for days to come.")
            split.period = DateRange(starts, split.period.upper)
            refuse_errors(split)
            split.save(update_fields=["return_reason"])
            agree(split)
        else:
            move(split, AFTER[Outcome(decision)], "return_reason")
        telling.board_decided(made, by)
        return made


@contextmanager
def _step(mediation: Mediation, now: Stage, reason: str, by: User) -> Iterator[Mediation]:
    """Holds the mediation with its split while one step is taken; whose step it is, and which, is asked first."""
    with transaction.atomic(), because(reason, by=by):
        split = locked(mediation.split)
        related = Mediation.objects.select_for_update(of=("self",)).select_related("mediator", "asked_by", "appeal")
        held = related.get(pk=mediation.pk)
        held.split = split
        stands = course.stage(course_of(held), timezone.localdate(), days_of(split, timezone.localdate()))
        # A meeting or a hearing may be moved until its outcome is written.
        again = {Stage.MEET: Stage.DECIDE, Stage.CONVENE: Stage.RECOMMEND}.get(now)
        if not policies.acts(by, held, now):
            raise PermissionDenied
        if stands not in (now, again):
            raise Refused(MOVED_ON)
        yield held
        _remind(held)


def _remind(mediation: Mediation) -> None:
    today = timezone.localdate()
    days = days_of(mediation.split, today)
    so_far = course_of(Mediation.objects.select_related("split", "appeal").get(pk=mediation.pk))
    now = course.stage(so_far, today, days)
    telling.remind(mediation, now, course.due(so_far, now, days))


def _no_earlier_part(mediation: Mediation, named: dict[str, str]) -> None:
    """Three people, each another, none of them a side or the mediator."""
    had = {str(user).casefold() for user in people.parties(mediation.split) | {mediation.mediator}}
    seen: set[str] = set()
    for field, name in named.items():
        plain = " ".join(name.split()).casefold()
        if not plain:
            raise Refused("Enter a name", field=field)
        if plain in had:
            raise Refused(f"{name} has had a part in this. The panel has three people who had none", field=field)
        if plain in seen:
            raise Refused(f"{name} is named twice. The panel has three people", field=field)
        seen.add(plain)
