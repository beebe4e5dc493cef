"""A table's columns as lines over its rows: pure, and kept, since the same figures draw the same picture."""

from decimal import Decimal
from functools import lru_cache

from markupsafe import Markup, escape

from people.design.words import pounds
from rewards.reports.published import Table, Value

WIDTH, HEIGHT, LEFT, FOOT = 640, 240, 100, 24
DASHES = ("", "8 4", "2 4", "12 4 2 4")
"""Lines are told apart without colour too."""


def lines_picture(table: Table) -> Markup:
    """The picture of a table whose rows are moments in order; empty where fewer than two rows can be drawn."""
    columns = table.picture.columns if table.picture else ()
    names = tuple(table.columns[n].heading for n in columns)
    series = tuple(tuple(_figure(row.values[n]) for row in table.rows) for n in columns)
    return _drawn(table.title, tuple(row.name for row in table.rows), names, series)


def _figure(value: Value) -> Decimal | None:
    return Decimal(value) if isinstance(value, Decimal | int) else None


@lru_cache(maxsize=256)
def _drawn(
    title: str, at: tuple[str, ...], names: tuple[str, ...], series: tuple[tuple[Decimal | None, ...], ...]
) -> Markup:
    most = max((value for line in series for value in line if value is not None), default=Decimal(0))
    if len(at) < 2 or most <= 0:
        return Markup("")
    step = Decimal(WIDTH - LEFT) / (len(at) - 1)
    parts = [_line(value, most) for value in (most, most / 2, Decimal(0))]
    for n, line in enumerate(series):
        points = " ".join(
            f"{LEFT + step * x:.1f},{_y(value, most):.1f}" for x, value in enumerate(line) if value is not None
        )
        parts.append(
            Markup('<polyline class="app-lines__line app-lines__line--{}" stroke-dasharray="{}" points="{}"/>').format(
                n % 4, DASHES[n % 4], points
            )
        )
    for x in (0, len(at) - 1):
        anchor = "start" if x == 0 else "end"
        parts.append(
            Markup('<text class="app-lines__text" x="{}" y="{}" text-anchor="{}">{}</text>').format(
                f"{LEFT + step * x:.1f}", HEIGHT - 4, anchor, at[x]
            )
        )
    legend = Markup("").join(
        Markup(
            '<li><svg class="app-lines__key" viewBox="0 0 32 8" aria-hidden="true"><line class="app-lines__line '
            'app-lines__line--{}" stroke-dasharray="{}" x2="32" y1="4" y2="4"/></svg> {}</li>'
        ).format(n % 4, DASHES[n % 4], name)
        for n, name in enumerate(names)
    )
    return Markup(
        '<figure class="app-lines"><svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
        '<figcaption><ul class="app-legend">{}</ul></figcaption></figure>'
    ).format(WIDTH, HEIGHT, f"{title}: the table below says the same", Markup("").join(parts), legend)


def _y(value: Decimal, most: Decimal) -> Decimal:
    return 8 + (HEIGHT - FOOT - 8) * (1 - value / most)


def _line(value: Decimal, most: Decimal) -> Markup:
    y = _y(value, most)
    return Markup(
        '<line class="app-lines__grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="app-lines__text" x="{}" y="{}" text-anchor="end">{}</text>'
    ).format(LEFT, WIDTH, f"{y:.1f}", f"{y:.1f}", LEFT - 6, f"{y + 4:.1f}", escape(pounds(value)))
