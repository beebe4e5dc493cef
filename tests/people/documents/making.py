"""Files as people's programs write them, and as people who mean harm do."""

import zipfile
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

AUTHOR = "Dr Mary Quill"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>{AUTHOR}</dc:creator></x:xmpmeta>"
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
CORE = f"""<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{AUTHOR}</dc:creator></cp:coreProperties>"""
APP = f"""<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">
<Company>{AUTHOR}</Company></Properties>"""
BODY = f"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>
<w:ins w:id="1" w:author="{AUTHOR}"><w:r><w:t>The work</w:t></w:r></w:ins></w:p></w:body></w:document>"""


def a_pdf(*, password: str = "", pages: int = 1) -> bytes:
    """A PDF that names its author wherever it can, runs a script and carries a file."""
    writer = PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(200, 200)
    note = {"/Type": "/Annot", "/Subtype": "/Text"}
    comment = DictionaryObject({NameObject(key): NameObject(value) for key, value in note.items()})
    comment[NameObject("/T")] = TextStringObject(AUTHOR)
    writer.add_annotation(page, comment)
    writer.add_metadata({"/Author": AUTHOR, "/Title": "Job description"})
    stream = StreamObject()
    stream.set_data(XMP.encode())
    writer._root_object[NameObject("/Metadata")] = writer._add_object(stream)
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(f"app.alert('{AUTHOR}')")}
    run = DictionaryObject({NameObject(key): value for key, value in script.items()})
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(run)
    writer.add_attachment("notes.txt", AUTHOR.encode())
    if password:
        writer.encrypt(password)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def a_docx(**more: str | bytes) -> bytes:
    """A Word document that names its author in its properties and beside a change; `more` are parts by name."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": BODY,
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (parts | more).items():
            package.writestr(name, content)
    return made.getvalue()
