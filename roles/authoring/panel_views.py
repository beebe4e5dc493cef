"""The panel of a draft: named before it is published, told once it is. A published post's stands under Panel."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts.requests import signed_in
from people.refusals import Refused
from roles.authoring.requests import POSTED, post_or_404
from roles.posts.models import PostStatus
from roles.selection.forms import MemberForm
from roles.selection.models import PanelSeat
from roles.selection.services import add_member, remove_member


@login_required
@require_http_methods(POSTED)
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Who will choose, with one more to name."""
    post = post_or_404(request, pk)
    if post.status != PostStatus.DRAFT:
        return redirect("panel:post", pk)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            seat = add_member(post, form.cleaned_data["email"], by=signed_in(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{seat.user} is on the panel. They are told when the post is published.")
            return redirect("posts:panel", pk)
    seats = PanelSeat.objects.sitting().filter(post=post).select_related("user").order_by("user__name", "pk")
    return render(request, "roles/authoring_panel.jinja", {"post": post, "form": form, "seats": seats})


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, seat_id: int) -> HttpResponse:
    """Takes a seat of a draft's panel away."""
    post = post_or_404(request, pk)
    seat = get_object_or_404(PanelSeat.objects.filter(post=post).select_related("user"), pk=seat_id)
    if post.status != PostStatus.DRAFT:
        return redirect("panel:post", pk)
    remove_member(seat, by=signed_in(request))
    messages.success(request, f"{seat.user} is off the panel.")
    return redirect("posts:panel", pk)
