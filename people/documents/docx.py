"""Word documents: opened as the packages they are, freed of their author's data, and written anew (ECMA-376)."""

import re
import zipfile
from io import BytesIO

from people.refusals import Refused

KIND = "docx"
MOST_PARTS = 2000
MOST_UNPACKED = 50 * 1024 * 1024
TYPES = "[Content_Types].xml"
BODY = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BROKEN = "The Word document can’t be opened: it is damaged. Save it again and choose it anew"
MACROS = "The Word document has macros. Save it as .docx without them"
LARGE = "The Word document is too large when it is unpacked. Save its pictures smaller"
WHO = re.compile(rb"""([\w.-]+:(?:author|initials|userId|providerId|lastModifiedBy)\s*=\s*)(?:"[^"]*"|'[^']*')""")
HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# By the namespace that a part of properties is in: the same part with nothing in it.
PROPERTIES = {
    b"http://schemas.openxmlformats.org/package/2006/metadata/core-properties": b"cp:coreProperties xmlns:cp",
    b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": b"Properties xmlns",
    b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": b"Properties xmlns",
}


def looks_so(content: bytes) -> bool:
    """Whether it is a package whose list of parts names a Word document."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return TYPES in package.namelist() and "word/document.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def cleaned(content: bytes) -> bytes:
    """The same document without author, editor, company and the names beside comments and changes."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            _check(parts, package)
            written = BytesIO()
            with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as anew:
                for part in parts:
                    anew.writestr(part.filename, _part(part.filename, package.read(part)))
    except Refused:
        raise
    except Exception as broken:  # whatever a file made by hand brings a parser to
        raise Refused(BROKEN) from broken
    return written.getvalue()


def _check(parts: list[zipfile.ZipInfo], package: zipfile.ZipFile) -> None:
    names = [part.filename for part in parts]
    if len(names) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(LARGE)
    odd = any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names)
    if odd or len(set(names)) < len(names) or any(part.flag_bits & 1 for part in parts):
        raise Refused(BROKEN)
    if any(name.lower().endswith((".bin", ".exe")) for name in names) and any("vba" in n.lower() for n in names):
        raise Refused(MACROS)
    if BODY not in package.read(TYPES):
        raise Refused(MACROS if b"macroEnabled" in package.read(TYPES) else BROKEN)


def _part(name: str, content: bytes) -> bytes:
    if name == TYPES or not name.lower().endswith((".xml", ".rels")):
        return content
    text = content.decode("utf-8-sig").encode()  # Word writes nothing else; another would hide names from us
    if name.lower().endswith(".rels"):
        return content
    for namespace, root in PROPERTIES.items():
        if not name.startswith("word/") and namespace in text:
            return HEAD + b"<" + root + b'="' + namespace + b'"/>'
    return WHO.sub(rb'\1"Author"', text)
