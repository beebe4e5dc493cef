"""Choosing one of the organisations that a page is about, for the rooms that have a page for each."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from people.organisations.models import Organisation

A_PAGE = 50


def choose(request: HttpRequest, found: QuerySet[Organisation], *, title: str, route: str) -> HttpResponse:
    """A page to choose one by name, `route` its address by key; of one alone its page at once, of none 404."""
    found = found.order_by("name", "pk")
    first = list(found[:2])
    if not first:
        raise Http404
    if len(first) == 1:
        return redirect(route, first[0].pk)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/choose_organisation.jinja", {"page": page, "title": title, "route": route})
