"""PDF files: opened, freed of their author's data and of what would run, and written anew (ISO 32000)."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from people.refusals import Refused

KIND = "pdf"
MOST_PAGES = 500
BROKEN = "The PDF can’t be opened: it is damaged. Save it again and choose it anew"
LOCKED = "The PDF needs a password to open. Save it without one"
# All that is kept of the catalogue: pages, how one finds one's way in them, and what makes them readable aloud.
KEPT = {
    *("/Type", "/Version", "/Extensions", "/Pages", "/PageLabels", "/Names", "/Dests", "/Outlines", "/PageMode"),
    *("/PageLayout", "/ViewerPreferences", "/Lang", "/MarkInfo", "/StructTreeRoot", "/OCProperties", "/AcroForm"),
}
# What says who made it, and what a reader would run or open by itself, wherever it stands.
DROPPED = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/JavaScript", "/EmbeddedFiles")
NOTES = ("/Link", "/Widget")
"""Kept of what lies over a page; comments go, since they name who made them."""
RUNS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")


def looks_so(content: bytes) -> bool:
    """Whether it begins as a PDF does: readers look for its mark in the first kilobyte."""
    return b"%PDF-" in content[:1024]


def cleaned(content: bytes) -> bytes:
    """The same pages without author, comments, scripts and attachments; what no page leads to is left out."""
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise Refused(LOCKED)
        if not reader.pages:
            raise Refused(BROKEN)
        if len(reader.pages) > MOST_PAGES:
            raise Refused(f"The PDF has more than {MOST_PAGES} pages. Choose a shorter one")
        writer = _copied(reader)
        for key in set(writer._root_object) - KEPT:
            del writer._root_object[key]
        for page in writer.pages:
            if notes := page.get("/Annots"):
                kept = [note for note in notes.get_object() if note.get_object().get("/Subtype") in NOTES]
                page[NameObject("/Annots")] = ArrayObject(kept)
        for each in list(writer._objects):
            _clean(each)
        # Twice: a copy takes only what the pages lead to, so that what was cut off is left behind.
        return _written(_copied(PdfReader(BytesIO(_written(writer)))))
    except Refused:
        raise
    except Exception as broken:  # whatever a file made by hand brings a parser to
        raise Refused(BROKEN) from broken


def _copied(reader: PdfReader) -> PdfWriter:
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    return writer


def _written(writer: PdfWriter) -> bytes:
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _clean(each: Any) -> None:
    if isinstance(each, ArrayObject):
        for one in each:
            _clean(one)
    if not isinstance(each, DictionaryObject):
        return
    for key in DROPPED:
        each.pop(key, None)
    if "/A" in each and _runs(each["/A"]):
        each.pop("/A")
    for inner in list(each.values()):
        if isinstance(inner, DictionaryObject | ArrayObject):
            _clean(inner)


def _runs(action: Any) -> bool:
    return isinstance(action, DictionaryObject) and action.get("/S") in RUNS
