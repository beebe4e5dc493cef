"""Every page of the access table in a real browser, as someone who may see it: axe, and no scrolling sideways."""

import pytest
from django.urls import reverse

from tests.access.row import PERSONAS, Row
from tests.access.test_access import all_rows
from tests.access.world import make_world

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 320]


def pages() -> list[tuple[Row, str]]:
    """Each row that shows a page, with the first persona who gets it."""
    shown = [(row, next((who for who in PERSONAS if row.answers[who] == 200), "")) for row in all_rows()]
    return [(row, who) for row, who in shown if who and row.method == "get"]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_faults(visit, width):
    world = make_world()
    visitors = {}
    faults = []
    for row, who in pages():
        if who not in visitors:
            visitors[who] = visit(None if who == "anonymous" else world.users[who], width=width)
        visitor = visitors[who]
        address = (row.path or reverse(row.route, args=row.args(world) if row.args else [])) + row.query
        if "text/html" not in visitor.context.request.get(address).headers["content-type"]:
            continue  # a file: a browser would save it
        visitor.go(address)
        faults += visitor.faults()
    assert not faults, "\n".join(faults)
