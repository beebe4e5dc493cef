"""An uploaded file becomes a document, or a sentence on why not. Its name is not believed."""

from dataclasses import dataclass
from typing import BinaryIO

from django.core.files.uploadedfile import UploadedFile

from people.documents import docx, pdf
from people.refusals import Refused

MOST_BYTES = 5 * 1024 * 1024
KINDS = "Choose a PDF, or a Word document (.docx)"
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Document:
    """A file that may be kept: its kind by its content, and its bytes without who made it."""

    kind: str
    content: bytes

    @property
    def name(self) -> str:
        """A name by which storage knows the kind; storage puts a random one before it."""
        return f"document.{self.kind}"


def document(file: UploadedFile, *, field: str = "file") -> Document:
    """What was uploaded, cleaned of its author's data; Refused with a sentence where it can't be kept."""
    if not file.size:
        raise Refused("The file is empty; choose another", field=field)
    if file.size > MOST_BYTES:
        raise Refused("The file is larger than 5 MB; save it smaller, or in parts", field=field)
    file.seek(0)
    opened: BinaryIO = file  # type: ignore[assignment]  # Django's files read as binary files do
    content = opened.read()
    for kind in (pdf, docx):
        if kind.looks_so(content):
            try:
                return Document(kind.KIND, kind.cleaned(content))
            except Refused as refused:
                raise Refused(refused.sentence, field=field) from refused
    raise Refused(f"The file is neither a PDF nor a Word document inside, whatever its name says. {KINDS}", field=field)
