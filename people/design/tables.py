"""The rows of a light table: made here, because a page has hundreds of cells and a macro takes five times as long."""

from collections.abc import Collection, Iterable, Sequence
from html import escape as quoted

from markupsafe import Markup, escape

NAME = '<th class="nhsuk-table__header" scope="row">{}</th>\n'
TEXT = '<td class="nhsuk-table__cell">{}</td>\n'
FIGURE = '<td class="nhsuk-table__cell nhsuk-table__cell--numeric">{}</td>\n'


def table_rows(rows: Iterable[Sequence[object]], numeric: Collection[int] = (), classes: str = "") -> Markup:
    """Rows of text or HTML; the first cell of each names it, those in `numeric` are figures."""
    row = f'<tr class="nhsuk-table__row{classes}">'
    html = []
    for cells in rows:
        html.append(row)
        for n, cell in enumerate(cells):
            shape = NAME if n == 0 else FIGURE if n in numeric else TEXT
            html.append(shape.format(quoted(cell) if type(cell) is str else escape(cell)))
        html.append("</tr>\n")
    return Markup("".join(html))  # noqa: S704 -- every cell is escaped
