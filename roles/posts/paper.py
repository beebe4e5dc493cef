"""A post on paper: what its page says, as a PDF."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Table

from people.design.words import longtime, shortdate
from roles.posts import facts
from roles.posts.reading import Shown
from roles.posts.structured import paragraphs

MARGIN = 20 * mm
# Bitstream Vera comes with reportlab: embedded, so that every reader shows the same letters.
for name, file in (("Vera", "Vera.ttf"), ("Vera-Bold", "VeraBd.ttf")):
    pdfmetrics.registerFont(TTFont(name, file))
pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="Vera-Bold", italic="Vera", boldItalic="Vera-Bold")
GLYPHS = pdfmetrics.getFont("Vera").face.charToGlyph
BODY = ParagraphStyle("body", fontName="Vera", fontSize=9.5, leading=14, spaceAfter=6)
SMALL = ParagraphStyle("small", BODY, fontSize=8, leading=11)
TITLE = ParagraphStyle("title", BODY, fontName="Vera-Bold", fontSize=17, leading=22, spaceAfter=8)
HEADING = ParagraphStyle("heading", BODY, fontName="Vera-Bold", fontSize=12, leading=16, spaceBefore=10, spaceAfter=4)


def on_paper(shown: Shown, address: str, now: datetime) -> bytes:
    """The post as a PDF of A4 pages; `address` is the post's own page, `now` the moment it is printed."""
    post, standing = shown.post, facts.standing(shown.post, now)
    parts: list[Flowable] = [
        _text(post.organisation_name, SMALL),
        _text(post.title, TITLE),
        _text(standing.sentence),
        _text(post.summary),
        _table([*facts.of_page(post), ("Closing date", standing.closes)]),
    ]
    if shown.changes:
        said = [f"{shortdate(day)}: {why} {_lines(lines)}".strip() for day, why, lines in shown.changes]
        parts += _part("Changed since it was published", [_list(said)])
    parts += _part("About the post", map(_text, paragraphs(post.description)))
    none = "The advert names no right to return to clinical work. Ask about it before you apply."
    way_back = facts.way_back(post)
    parts += _part("The way back", [_list(way_back) if way_back else _text(none)])
    if shown.criteria:
        asked = [f"{text} ({'essential' if essential else 'desirable'})" for text, essential in shown.criteria]
        parts += _part("What you are asked to show", [_list(asked, numbered=True)])
    how = [*paragraphs(post.how_chosen), facts.by_when(post)]
    parts += _part("How it is chosen, and by when", map(_text, how))
    contact = ", ".join(filter(None, [post.contact_name, post.contact_email, post.contact_phone]))
    parts += _part("Talk to someone first", [_text(contact or "The advert names nobody to call.")])
    link = f"<a href={quoteattr(address)} color='#005eb8'>{_said(address)}</a>"
    parts.append(
        Paragraph(f"As it stood on {longtime(now)}. Apply, and read what may have changed since: {link}", SMALL)
    )
    return _built(parts, post.title, post.organisation_name)


def _built(parts: list[Flowable], title: str, author: str) -> bytes:
    paper = BytesIO()
    document = SimpleDocTemplate(
        paper,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=title,
        author=author,
        lang="en-GB",
    )

    def numbered(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont("Vera", 8)
        canvas.drawString(MARGIN, MARGIN / 2, _shown(title)[:90])
        canvas.drawRightString(A4[0] - MARGIN, MARGIN / 2, f"Page {page.page}")

    document.build(parts, onFirstPage=numbered, onLaterPages=numbered)
    return paper.getvalue()


def _part(heading: str, those: Iterable[Flowable]) -> list[Flowable]:
    """A heading that never stands alone at the foot of a page."""
    first, *rest = [*those] or [_text("Nothing is said about it.")]
    return [KeepTogether([_text(heading, HEADING), first]), *rest]


def _text(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    return Paragraph(_said(text), style)


def _list(those: list[str], *, numbered: bool = False) -> ListFlowable:
    return ListFlowable([ListItem(_text(each)) for each in those], bulletType="1" if numbered else "bullet")


def _table(rows: list[tuple[str, str]]) -> Table:
    bold = ParagraphStyle("key", BODY, fontName="Vera-Bold", spaceAfter=0)
    plain = ParagraphStyle("value", BODY, spaceAfter=0)
    lines = [("LINEBELOW", (0, 0), (-1, -1), 0.5, "#aeb7bd"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    cells = [[_text(key, bold), _text(value, plain)] for key, value in rows]
    return Table(cells, colWidths=[50 * mm, A4[0] - 2 * MARGIN - 50 * mm], style=lines, spaceBefore=4, spaceAfter=8)


def _lines(lines: list[list[str]]) -> str:
    return " ".join(f"{what}: {after} (before: {before})." for what, before, after in lines)


def _said(text: str) -> str:
    """The text as reportlab's markup: nothing in it is a tag; line breaks stand."""
    return escape(_shown(text)).replace("\n", "<br/>")


def _shown(text: str) -> str:
    """The text in letters that the typeface has: ŵ as w, and a letter of another script as a question mark."""
    return "".join(each if ord(each) in GLYPHS or each == "\n" else _nearest(each) for each in text)


def _nearest(letter: str) -> str:
    if unicodedata.category(letter)[0] == "Z":
        return " "
    bare = "".join(each for each in unicodedata.normalize("NFKD", letter) if ord(each) in GLYPHS)
    return bare or ("" if unicodedata.category(letter)[0] in "CM" else "?")
