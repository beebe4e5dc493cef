"""One's own saved searches, and the link that stops a letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts.requests import signed_in
from people.refusals import Refused
from roles.posts.pages import in_words
from roles.posts.vocabulary import vocabulary
from roles.saved import services
from roles.saved.forms import SavedForm
from roles.saved.models import Every, SavedSearch


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """One's own searches: two queries."""
    known = vocabulary()
    rows = []
    for saved in SavedSearch.objects.filter(user=signed_in(request)).defer("words"):
        search = services.read(saved.address)
        asked = [*([f"“{search.words}”"] if search.words else []), *in_words(search, known)]
        rows.append((saved, f"{reverse('roles:search')}?{saved.address}", ", ".join(asked)))
    return render(request, "roles/saved_list.jinja", {"rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Keeps the search in this page's own address."""
    search = services.read(request.META["QUERY_STRING"])
    form = SavedForm(
        request.POST if request.method == "POST" else None,
        initial={"name": services.name_of(search), "every": Every.DAILY},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.save(search, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The search is saved.")
            return redirect("saved:list")
    asked = [*([f"“{search.words}”"] if search.words else []), *in_words(search, vocabulary())]
    address = f"{reverse('roles:search')}?{services.address_of(search)}"
    return render(request, "roles/saved_form.jinja", {"form": form, "asked": asked, "back": address, "saved": None})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, or another turn."""
    saved = _own(request, pk)
    form = SavedForm(
        request.POST if request.method == "POST" else None, initial={"name": saved.name, "every": saved.every}
    )
    if request.method == "POST" and form.is_valid():
        services.change(saved, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("saved:list")
    search = services.read(saved.address)
    asked = [*([f"“{search.words}”"] if search.words else []), *in_words(search, vocabulary())]
    context = {"form": form, "asked": asked, "back": reverse("saved:list"), "saved": saved}
    return render(request, "roles/saved_form.jinja", context)


@login_required
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forgets a search."""
    saved = _own(request, pk)
    saved.delete()
    messages.success(request, f"“{saved.name}” is deleted.")
    return redirect("saved:list")


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """From a letter, without signing in: no more letters of this search. Asks first, for mail scanners follow links."""
    saved = services.by_token(token)
    if saved is None:
        raise Http404
    if request.method == "POST":
        services.stop(saved)
    return render(request, "roles/saved_stop.jinja", {"saved": saved, "stopped": saved.every == Every.NEVER})


def _typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _own(request: HttpRequest, pk: int) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.filter(user=signed_in(request)), pk=pk)
