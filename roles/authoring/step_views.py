"""A post's steps, each saved as typed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from people.forms.seen import STALE, knowing, mark
from people.refusals import Refused
from roles.authoring import rules, services
from roles.authoring.forms import FORMS
from roles.authoring.requests import POSTED, post_or_404
from roles.authoring.specification import SpecificationStep
from roles.posts.models import Post, PostStatus


@login_required
@require_http_methods(POSTED)
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step, saved as typed."""
    post = post_or_404(request, pk)
    if name not in FORMS:
        raise Http404
    if name == "specification":
        return _specification(request, post)
    kind = FORMS[name]
    shown = kind.of(post)
    stands = mark(shown)
    form = kind(request.POST or None, post=post, initial=shown | {"seen": stands})
    if request.method == "POST" and form.is_valid():
        values, user = form.values(), signed_in(request)
        fresh = form.cleaned_data["seen"] == stands
        seen = {each: getattr(post, each) for each in values} if fresh else {}
        try:
            services.save_step(post, values, by=user, seen=seen, why=form.cleaned_data.get("why", ""))
        except Refused as refused:
            form.refuse(refused)
            if refused.sentence == STALE:
                knowing(form, stands)
        else:
            messages.success(request, f"{rules.STEPS[name]}: saved.")
            return redirect("posts:tasks", pk)
    context = {"post": post, "form": form, "name": name, "heading": rules.STEPS[name]}
    return render(request, "roles/authoring_step.jinja", context)


def _specification(request: HttpRequest, post: Post) -> HttpResponse:
    lines = services.criteria_of(post)
    stands = mark(lines)
    shown = SpecificationStep.of_lines(lines) | {"seen": stands}
    form = SpecificationStep(request.POST or None, post=post, initial=shown)
    if request.method == "POST" and form.is_valid():
        move = request.POST.get("move", "")
        seen = lines if form.cleaned_data["seen"] == stands else [services.Line("", False, 0, "")]
        try:
            services.save_criteria(post, form.lines(move), by=signed_in(request), seen=seen)
        except Refused as refused:
            form.refuse(refused)
            if refused.sentence == STALE:
                knowing(form, stands)
        else:
            messages.success(request, f"{rules.STEPS['specification']}: saved.")
            if move:
                return redirect("posts:step", post.pk, "specification")
            return redirect("posts:tasks", post.pk)
    fixed = post.status != PostStatus.DRAFT
    context = {"post": post, "form": form, "fixed": fixed, "written": len(lines)}
    return render(request, "roles/authoring_specification.jinja", context)
