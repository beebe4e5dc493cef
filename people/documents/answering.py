"""A kept document as an answer: to be saved, and never shown as a page of ours."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.utils.text import slugify

from people.documents.checking import TYPES


def in_kilobytes(size: int) -> str:
    """A size in bytes as people read it: "120 KB"."""
    return f"{max(1, round(size / 1024)):,} KB"


def as_download(file: FieldFile, title: str, kind: str) -> HttpResponseBase:
    """The file under a name made of its title; 404 where it is gone from storage."""
    try:
        opened = file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(
        opened,
        as_attachment=True,
        filename=f"{slugify(title) or 'document'}.{kind}",
        content_type=TYPES[kind],
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
