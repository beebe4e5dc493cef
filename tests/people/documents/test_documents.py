"""What is kept of an uploaded file, and what is refused, by its content."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import StreamObject

from people.documents import checking
from people.documents.checking import document
from people.refusals import Refused
from tests.people.documents.making import AUTHOR, BODY, TYPES, a_docx, a_pdf

MACROS = TYPES.replace("openxmlformats-officedocument.wordprocessingml.document.main", "ms-word.macroEnabled.main")


def kept(content: bytes, name: str = "file.pdf") -> checking.Document:
    return document(SimpleUploadedFile(name, content))


def test_a_pdf_is_kept_without_its_author_scripts_and_attachments():
    found = kept(a_pdf(pages=2))
    reader = PdfReader(BytesIO(found.content))
    assert (found.kind, len(reader.pages)) == ("pdf", 2)
    assert not reader.metadata
    assert reader.xmp_metadata is None
    assert reader.attachments == {}
    inside = map(reader.get_object, range(1, len(reader.xref[0])))
    streams = [each.get_data() for each in inside if isinstance(each, StreamObject)]
    whole = b"".join([found.content, *streams])
    for said in (AUTHOR.encode(), AUTHOR.encode("utf-16-be"), b"JavaScript"):
        assert said not in whole


def test_a_word_document_is_kept_without_its_author():
    found = kept(a_docx(), "cv.docx")
    assert found.kind == "docx"
    with zipfile.ZipFile(BytesIO(found.content)) as package:
        assert all(AUTHOR.encode() not in package.read(name) for name in package.namelist())
        assert b"The work" in package.read("word/document.xml")


def test_the_kind_is_told_by_the_content_not_the_name():
    assert kept(a_docx(), "paper.pdf").kind == "docx"
    assert kept(a_pdf(), "paper.exe").kind == "pdf"


def test_nothing_behind_a_pdfs_end_or_before_its_beginning_is_kept():
    assert b"MZ harm" not in kept(b"MZ harm\n" + a_pdf() + b"MZ harm").content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"MZ\x90\x00 a program", "neither a PDF nor a Word document inside"),
        (b"<html><script>alert(1)</script>", "neither a PDF nor a Word document inside"),
        (b"%PDF-1.7 and nothing more", "The PDF can’t be opened"),
        (a_pdf(password="secret"), "The PDF needs a password"),
        (a_pdf(pages=501), "more than 500 pages"),
        (b"PK\x03\x04 no package", "neither a PDF nor a Word document inside"),
        (a_docx(**{"[Content_Types].xml": MACROS}), "has macros"),
        (a_docx(**{"word/vbaProject.bin": b"x"}), "has macros"),
        (a_docx(**{"[Content_Types].xml": "<Types/>"}), "can’t be opened"),
        (a_docx(**{"../../etc/harm.xml": "x"}), "can’t be opened"),
        (a_docx(**{"word/bomb.xml": b"0" * (51 * 1024 * 1024)}), "too large when it is unpacked"),
        (a_docx(**{"word/document.xml": BODY.encode("utf-16")}), "can’t be opened"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_kept_is_refused_in_words(content, sentence):
    with pytest.raises(Refused) as refused:
        kept(content)
    assert sentence in refused.value.sentence
    assert refused.value.field == "file"


@given(st.binary(max_size=200), st.integers(0, 1500), st.sampled_from([a_pdf(), a_docx()]))
@settings(max_examples=150, deadline=None)
def test_a_file_damaged_anywhere_is_cleaned_or_refused(harm, place, whole):
    damaged = whole[:place] + harm + whole[place + len(harm) :]
    try:
        found = kept(damaged)
    except Refused:
        return
    assert kept(found.content).kind == found.kind
