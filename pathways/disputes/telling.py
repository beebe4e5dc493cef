"""Who is told what of a mediation or an appeal, once for each event, and whom the next step is due from."""

from datetime import date

from django.urls import reverse

from pathways.disputes import people
from pathways.disputes.course import Stage
from pathways.disputes.models import Appeal, Mediation
from people.design.words import longdate
from people.memberships.policies import who_work_at
from people.models import User
from reminders import services as reminders
from reminders.rules import ANY_ROLE

KIND = "split-disagreement"
DOES = {
    Stage.NAME: "Name a mediator for the time split of {owner}",
    Stage.MEET: "Meet about the time split of {owner}",
    Stage.DECIDE: "Write the outcome of mediation for {owner}",
    Stage.APPEAL: "Last day to appeal about your time split",
    Stage.CONVENE: "Hold the appeal hearing of {owner}",
    Stage.RECOMMEND: "Record what the panel recommends for {owner}",
    Stage.BOARD: "Record the board’s decision for {owner}",
}


def asked(mediation: Mediation, sides: set[User], by: User) -> None:
    """Both sides, and the mediator or those who name one."""
    who = f"{mediation.mediator} mediates." if mediation.mediator else "A mediator is to be named."
    words = f"{by} asks for mediation about the time split of {mediation.split.user}. {who}"
    next_to = {mediation.mediator} if mediation.mediator else set(people.actors(mediation, Stage.NAME))
    _tell(mediation, sides | next_to, words, "asked", by, mediation.grounds)


def mediator_named(mediation: Mediation, by: User) -> None:
    words = f"{mediation.mediator} mediates about the time split of {mediation.split.user}."
    _tell(mediation, _all(mediation), words, "mediator", by)


def meets(mediation: Mediation, by: User) -> None:
    words = (
        f"The mediation meeting about the time split of {mediation.split.user} is on {longdate(mediation.meets_on)}."
    )
    _tell(mediation, _all(mediation), words, f"meets-{mediation.meets_on}", by)


def decided(mediation: Mediation, by: User) -> None:
    outcome = _lower(mediation.get_outcome_display())
    words = f"The mediation about the time split of {mediation.split.user} has its outcome: {outcome}."
    _tell(mediation, _all(mediation), words, "outcome", by, mediation.outcome_words)


def appealed(appeal: Appeal, by: User) -> None:
    mediation = appeal.mediation
    words = f"{by} appeals about their time split. A panel of three is to be named."
    _tell(
        mediation, _all(mediation) | set(people.actors(mediation, Stage.CONVENE)), words, "appeal", by, appeal.grounds
    )


def convened(appeal: Appeal, by: User) -> None:
    words = f"The appeal of {appeal.mediation.split.user} is heard on {longdate(appeal.hearing_on)}."
    _tell(appeal.mediation, _all(appeal.mediation), words, f"hearing-{appeal.hearing_on}", by)


def recommended(appeal: Appeal, by: User) -> None:
    words = f"The appeal panel has recommended to the board about the time split of {appeal.mediation.split.user}."
    _tell(appeal.mediation, _all(appeal.mediation), words, "recommendation", by, appeal.recommendation)


def board_decided(appeal: Appeal, by: User) -> None:
    decision = _lower(appeal.get_decision_display())
    words = f"The board has decided about the time split of {appeal.mediation.split.user}: {decision}."
    _tell(appeal.mediation, _all(appeal.mediation), words, "board", by, appeal.decision_words)


def remind(mediation: Mediation, now: Stage, due_on: date | None) -> None:
    """Moves the reminder to whoever takes the next step; what is over is silent."""
    subject = f"mediation:{mediation.pk}"
    reminders.finish(kind=KIND, subject=subject)
    if due_on is None:
        return
    for user in people.actors(mediation, now):
        reminders.set_due(
            kind=KIND,
            subject=subject,
            user=user,
            due_on=due_on,
            title=DOES[now].format(owner=mediation.split.user),
            path=_path(mediation),
            organisation=mediation.split.organisation_id,
            only_as="" if user.pk == mediation.split.user_id else ANY_ROLE,
        )


def _all(mediation: Mediation) -> set[User]:
    return people.parties(mediation.split) | ({mediation.mediator} if mediation.mediator else set())


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _path(mediation: Mediation) -> str:
    return reverse("disputes:detail", args=[mediation.split_id])


def _tell(mediation: Mediation, users: set[User], sentence: str, event: str, by: User, words: str = "") -> None:
    split = mediation.split
    concerned = who_work_at(users, split.organisation_id) | (users & {split.user})
    for user in concerned - {by}:
        owner = user.pk == split.user_id
        reminders.tell(
            user,
            kind="split",
            key=f"mediation:{mediation.pk}:{event}:{user.pk}",
            subject=sentence.split(":")[0].split(". ")[0].rstrip("."),
            template="pathways/mail/disagreement",
            context={"split": mediation.split, "sentence": sentence, "words": words, "owner": owner},
            path=_path(mediation),
        )
