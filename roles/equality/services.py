"""The verbs of equality records: answer, follow the application's stage, forget, and count by group."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Count

from people.refusals import Refused
from people.settings.shared import SMALL_NUMBER
from roles.equality.models import EqualityRecord, Stage
from roles.equality.questions import NOT_SAID, QUESTIONS
from roles.equality.rules import Table, impact_table
from roles.posts.models import Post

OPEN = (Stage.DRAFT, Stage.WITHDRAWN)
COUNTED = (Stage.SENT, Stage.SHORTLISTED, Stage.OFFERED, Stage.APPOINTED)
UNNAMED = "Not said"


def _held(tokens: Sequence[str]) -> EqualityRecord | None:
    """The record of the first token that has one, held; later ones were made with a key since replaced."""
    found = {record.token: record for record in EqualityRecord.objects.select_for_update().filter(token__in=tokens)}
    return next((found[token] for token in tokens if token in found), None)


def answers_of(tokens: Sequence[str]) -> dict[str, str]:
    """What its owner answered: asked with the owner's own tokens only."""
    record = EqualityRecord.objects.filter(token__in=tokens).first()
    return {name: getattr(record, name) for name in QUESTIONS} if record else {}


def save_answers(tokens: Sequence[str], post: Post, answers: Mapping[str, str]) -> None:
    """Keeps the answers; empty ones are answers too. Raises Refused once the application was sent."""
    with transaction.atomic():
        record = _held(tokens) or EqualityRecord(token=tokens[0], post=post)
        if record.stage not in OPEN:
            raise Refused("You sent this application, so its equality answers can’t be changed.")
        for name in QUESTIONS:
            setattr(record, name, answers.get(name, ""))
        record.save()


def follow(tokens: Sequence[str], post: Post, stage: Stage) -> None:
    """The application came to a stage; one without answers is counted among those who did not say."""
    with transaction.atomic():
        record = _held(tokens) or EqualityRecord(token=tokens[0], post=post)
        record.stage = stage
        record.save()


def forget(tokens: Sequence[str]) -> None:
    """The application goes: answers of one that was never counted go with it, the others tell of nobody any more."""
    EqualityRecord.objects.filter(token__in=tokens, stage__in=OPEN).delete()


def impact(post_ids: Iterable[int], by: str, *, least: int = SMALL_NUMBER.default) -> Table:
    """Applicants of the posts by the groups of one question and by how far they came, small groups hidden (R12).

    Two sets of posts that differ by a few must not both be shown: what is hidden could be had by subtraction.
    """
    question = QUESTIONS[by]
    counts: dict[str, list[int]] = {}
    rows = (
        EqualityRecord.objects.filter(post_id__in=list(post_ids), stage__in=COUNTED)
        .values_list(by, "stage")
        .annotate(n=Count("pk"))
        .order_by()
    )
    for value, stage, n in rows:
        group = counts.setdefault(value if value and value != NOT_SAID else "", [0] * len(COUNTED))
        group[COUNTED.index(Stage(stage))] += n
    named = {label: counts[value] for value, label in question.choices if value in counts}
    return impact_table(named | ({UNNAMED: counts[""]} if "" in counts else {}), least=least, unnamed=UNNAMED)
