"""Pages of paper as PDF: headings, text, lists and tables in one look, whatever is printed."""

import unicodedata
from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Table

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


def built(parts: list[Flowable], title: str, author: str) -> bytes:
    """A4 pages with the title and the number at the foot of each."""
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


def part(heading: str, those: Iterable[Flowable]) -> list[Flowable]:
    """A heading that never stands alone at the foot of a page."""
    first, *rest = [*those] or [text("Nothing is said about it.")]
    return [KeepTogether([text(heading, HEADING), first]), *rest]


def text(words: str, style: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph; nothing in it is a tag."""
    return Paragraph(marked(words), style)


def bullets(those: list[str], *, numbered: bool = False) -> ListFlowable:
    return ListFlowable([ListItem(text(each)) for each in those], bulletType="1" if numbered else "bullet")


def table(rows: list[tuple[str, str]]) -> Table:
    """Facts in two columns."""
    bold = ParagraphStyle("key", BODY, fontName="Vera-Bold", spaceAfter=0)
    plain = ParagraphStyle("value", BODY, spaceAfter=0)
    lines = [("LINEBELOW", (0, 0), (-1, -1), 0.5, "#aeb7bd"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    cells = [[text(key, bold), text(value, plain)] for key, value in rows]
    return Table(cells, colWidths=[50 * mm, A4[0] - 2 * MARGIN - 50 * mm], style=lines, spaceBefore=4, spaceAfter=8)


def grid(lines: list[list[str]]) -> Table:
    """A table with its heads first; the first column is words, the others stand right. Heads repeat on each page."""
    size = max(5.5, min(8.5, 60 / len(lines[0])))
    words = ParagraphStyle("words", BODY, fontSize=size, leading=size * 1.3, spaceAfter=0)
    right = ParagraphStyle("figure", words, alignment=2)
    bold = {style: ParagraphStyle(f"bold {style.name}", style, fontName="Vera-Bold") for style in (words, right)}
    cells = [
        [
            text(cell, bold[of] if row == 0 else of)
            for cell, of in zip(line, [words] + [right] * len(line), strict=False)
        ]
        for row, line in enumerate(lines)
    ]
    first = 45 * mm
    each = (A4[0] - 2 * MARGIN - first) / max(len(lines[0]) - 1, 1)
    looks = [("LINEBELOW", (0, 0), (-1, -1), 0.5, "#aeb7bd"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(cells, colWidths=[first] + [each] * (len(lines[0]) - 1), style=looks, repeatRows=1, spaceAfter=8)


def columns(head: list[str], rows: Sequence[Sequence[str]], totals: Sequence[tuple[str, str]]) -> Table:
    """Lines of figures: the first column is the widest, the last is set right; each total stands under the last."""
    bold = ParagraphStyle("head", SMALL, fontName="Vera-Bold")
    right = ParagraphStyle("figure", SMALL, alignment=TA_RIGHT)
    strong = ParagraphStyle("sum", right, fontName="Vera-Bold")
    last = len(head) - 1

    def cells(row: Sequence[str], plain: ParagraphStyle, figure: ParagraphStyle) -> list[Paragraph]:
        return [text(cell, figure if n == last else plain) for n, cell in enumerate(row)]

    body = [cells(head, bold, strong), *(cells(row, SMALL, right) for row in rows)]
    foot = [cells([words, *[""] * (last - 1), sum_], bold, strong) for words, sum_ in totals]
    style = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, "#aeb7bd"),
        ("LINEABOVE", (0, len(body)), (-1, len(body)), 1.2, "#212b32"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *(("SPAN", (0, n), (last - 1, n)) for n in range(len(body), len(body) + len(foot))),
    ]
    widths = [60 * mm, *[(A4[0] - 2 * MARGIN - 88 * mm) / (last - 1)] * (last - 1), 28 * mm]
    return Table([*body, *foot], colWidths=widths, style=style, spaceBefore=4, spaceAfter=8)


def marked(text: str) -> str:
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
