"""Our suggestions for the catalogue: what each role is, what it asks, and where it leads.

They fill what is empty and leave alone what the site's administrators wrote.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from roles.catalogue.models import Archetype, Competency

DATA = Path(__file__).parents[1] / "data"


def suggest() -> None:
    """Fills in, for archetypes without them, their words, competencies and next roles; safe to repeat."""
    said = {row["slug"]: row for row in _rows("role_descriptions")}
    asked: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in _rows("competencies_asked"):
        asked[row["level_or_slug"]].add((row["framework"], row["element"]))
    known = {(each.framework, each.element): each for each in Competency.objects.all()}
    archetypes = {each.slug: each for each in Archetype.objects.prefetch_related("leads_to", "competencies")}
    for slug, archetype in archetypes.items():
        words = said.get(slug, {"what_it_is": "", "leads_to": ""})
        if not archetype.what:
            archetype.what = words["what_it_is"]
            archetype.save(update_fields=["what"])
        if not archetype.leads_to.all():
            archetype.leads_to.set(archetypes[to] for to in words["leads_to"].split(";") if to)
        if not archetype.competencies.all():
            archetype.competencies.set(known[each] for each in asked[archetype.level] | asked[slug])


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
