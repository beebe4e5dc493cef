"""The ceiling: the least that a page of 25 rows can cost on this server and this database."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from jinja2 import Environment

ROWS = """
SELECT id, title, organisation_name, closes_at FROM roles_post
WHERE status = 'published' AND closes_at > now() ORDER BY closes_at, id LIMIT 25
"""
PAGE = Environment(autoescape=True).from_string(
    "<!DOCTYPE html><title>Posts</title><ul>"
    "{% for id, title, organisation, closes in rows %}<li><a href='/roles/{{ id }}/'>{{ title }}</a>,"
    " {{ organisation }}, {{ closes }}</li>{% endfor %}</ul>"
)


def ceiling(request: HttpRequest) -> HttpResponse:
    """One indexed SELECT (post_open_by_closing), 25 rows, rendered."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        return HttpResponse(PAGE.render(rows=cursor.fetchall()))
