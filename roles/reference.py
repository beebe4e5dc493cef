"""Reference data of roles: the archetypes, each range with its mark. Source: the file's own columns."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from people.clinicians.models import Profession
from people.reference import put
from roles.catalogue.suggestions import suggest
from roles.models import Archetype, Competency
from roles.posts.vocabulary import kept_vocabulary

DATA = Path(__file__).parent / "data"
CLINICAL = [p.value for p in Profession if p != Profession.MANAGER]
# The file's words for who may hold a role; what they add beyond the profession stays in the note.
PROFESSIONS: dict[str, list[str]] = {
    "doctor": ["doctor"],
    "doctor in training": ["doctor"],
    "doctor in training ST4+": ["doctor"],
    "SAS doctor": ["doctor"],
    "GP": ["doctor"],
    "nurse": ["nurse"],
    "midwife": ["midwife"],
    "AHP": ["ahp"],
    "pharmacist": ["pharmacist"],
    "healthcare scientist": ["scientist"],
    "dentist": ["dentist"],
    "optometrist": [],  # registered, but no profession of this service
    "manager": ["manager"],
    "any": [p.value for p in Profession],
    "any NHS staff": [p.value for p in Profession],
    "other senior clinician": CLINICAL,
    "clinician or former clinician": CLINICAL,
    "multi-professional in newer schemes": CLINICAL,
}
PLAIN = {"doctor", "nurse", "midwife", "AHP", "pharmacist", "healthcare scientist", "dentist", "manager", "any"}


def load() -> str:
    """Loads the archetypes; safe to repeat: a row is known by its slug, and a changed file changes the row."""
    competencies = [_competency(row) for row in _rows("competencies")]
    put(Competency.objects.all(), competencies, key=["framework", "domain", "element"])
    archetypes = [_archetype(row) for row in _rows("role_archetypes")]
    put(Archetype.objects.all(), archetypes, key=["slug"], keep=["what"])
    suggest()
    kept_vocabulary.clear()  # rows put in bulk send no signal
    return f"{len(archetypes)} role archetypes and {len(competencies)} competencies."


def professions_of(text: str) -> list[str]:
    """The professions behind the file's words, in the order of Profession: "GP;nurse" → doctor, nurse."""
    named = {p for word in text.split(";") for p in PROFESSIONS[word.split(" (")[0].strip()]}
    return [p.value for p in Profession if p.value in named]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _competency(row: dict[str, str]) -> Competency:
    return Competency(
        framework=row["framework"],
        domain=row["domain"],
        element=row["element"],
        description=row["description_own_words"],
        source=row["source"],
    )


def _archetype(row: dict[str, str]) -> Archetype:
    open_to = row["open_to_professions"]
    return Archetype(
        slug=row["slug"],
        title=row["title"],
        level=row["level"],
        setting=row["setting"],
        pas_low=_figure(row["typical_pas_low"]),
        pas_high=_figure(row["typical_pas_high"]),
        allowance_low_gbp=_figure(row["allowance_low_gbp"]),
        allowance_high_gbp=_figure(row["allowance_high_gbp"]),
        other_pay_low_gbp=_figure(row["other_pay_low_gbp"]),
        other_pay_high_gbp=_figure(row["other_pay_high_gbp"]),
        payment_basis=row["payment_basis"],
        term_years=int(row["term_years"]) if row["term_years"] else None,
        professions=professions_of(open_to),
        professions_note="" if set(open_to.split(";")) <= PLAIN else open_to,
        source=row["source"],
        mark=row["verified"],
        pas_mark=row["pas_mark"],
        money_mark=row["money_mark"],
        term_mark=row["term_mark"],
        note=row["note"],
    )


def _figure(text: str) -> Decimal | None:
    return Decimal(text) if text else None
