"""The template of an import, to fill in: its heads, an example, and what a good answer looks like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone

from people.design.sheets import CSV, PAS, WORKBOOK, Cell, Sheet, as_csv, as_workbook


@dataclass(frozen=True)
class Template:
    """A table's name, its fields' heads and notes, and rows of an example."""

    name: str
    heads: Mapping[str, str]
    optional: frozenset[str]
    notes: Mapping[str, str]
    example: Sequence[Sequence[Cell]]

    def as_spreadsheet(self) -> bytes:
        """A workbook: the table with its example, and a sheet of notes."""
        notes: list[list[Cell]] = [["Column", "Needed", "What a good answer looks like"]]
        for field, head in self.heads.items():
            notes.append([head, "no" if field in self.optional else "yes", self.notes[field]])
        notes.append(["Replace the example in the first sheet. The first row stays as it is.", "", ""])
        return as_workbook([Sheet(self.name, [[*self.heads.values()], *self.example], PAS), Sheet("Notes", notes)])

    def as_text(self) -> str:
        """The table with its example, as CSV."""
        return as_csv([[*self.heads.values()], *self.example])

    def response(self, kind: str) -> HttpResponse:
        """The template as a file to save: `kind` is xlsx or csv."""
        content, of = (self.as_spreadsheet(), WORKBOOK) if kind == "xlsx" else (self.as_text(), CSV)
        name = f"{self.name.lower().replace(' ', '-')}-{timezone.localdate().isoformat()}.{kind}"
        return HttpResponse(content, content_type=of, headers={"Content-Disposition": f'attachment; filename="{name}"'})
