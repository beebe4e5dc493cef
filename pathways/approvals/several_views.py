"""Signing several: what was chosen in the queue, one preview of its joint effect, one button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from pathways.approvals.several import MOST, joint, sign_all
from pathways.splits.policies import Turns
from people.accounts.requests import signed_in
from people.design.words import plural
from people.memberships.requests import held_today


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: HttpRequest) -> HttpResponse:
    """GET `?split=1&split=2` shows what they do together; POST signs those that were shown, each as it was shown."""
    user = signed_in(request)
    turns = Turns.of(user, held_today(request))
    if not turns:
        raise Http404
    if request.method == "POST":
        done = sign_all(_shown(request.POST.getlist("shown")), by=user)
        if done.number:
            messages.success(request, f"You have signed {plural(done.number, 'time split')}.")
        for sentence in dict.fromkeys(done.refused):
            messages.error(request, f"Not signed. {sentence}")
        return redirect("approvals:queue")
    keys = [int(key) for key in request.GET.getlist("split") if _is_key(key)]
    context = {"joint": joint(turns, keys), "asked": len(set(keys)), "most": MOST}
    return render(request, "pathways/approvals_several.jinja", context)


def _shown(sent: list[str]) -> list[tuple[int, int]]:
    """Keys and versions such as "12:3"; what is not of this form was never shown."""
    pairs = [each.split(":") for each in dict.fromkeys(sent)]
    return [(int(pair[0]), int(pair[1])) for pair in pairs if len(pair) == 2 and all(_is_key(part) for part in pair)]


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
