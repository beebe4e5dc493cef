"""The pages of mentoring. What the pair writes is on one page, which nobody else finds (R10)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mentoring import finding, services
from mentoring.forms import ActForm, AskForm, ProfileForm
from mentoring.models import OPEN, MentorProfile, Mentorship, MentorshipStatus
from mentoring.policies import is_mentor_of, usual_capacity
from mentoring.sessions import reading
from mentoring.sessions.words import line
from mentoring.words import standing
from people.accounts.requests import signed_in
from people.design.addresses import with_query
from people.history import history_of
from people.models import User
from people.refusals import Refused

EARLIER, FOUND = 10, 20
DONE = {
    "accept": "You have accepted. They read your answer and get an email.",
    "decline": "You have declined. They read your answer and get an email.",
    "withdraw": "Your request is withdrawn.",
    "end": "The mentoring is ended. What you wrote to each other stays between you.",
}


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Requests to answer first, then what I wait for, then my mentors and mentees, then what was."""
    me = signed_in(request)
    mine = Mentorship.objects.visible_to(me).select_related("mentor__user", "mentee").defer("message", "answer")
    current = reading.with_sessions(mine.filter(status__in=OPEN), timezone.now()).order_by("requested_at", "pk")
    open_ones = [(m, standing(m, me)) for m in current]
    earlier = mine.exclude(status__in=OPEN).order_by("-requested_at", "-pk")
    page = Paginator(earlier, EARLIER).get_page(request.GET.get("page"))
    profile = MentorProfile.objects.filter(user=me).first()

    def those(status: MentorshipStatus, as_mentor: bool) -> list[Any]:
        return [(m, s) for m, s in open_ones if m.status == status and is_mentor_of(me, m) == as_mentor]

    mentees = those(MentorshipStatus.ACTIVE, True)
    context = {
        "to_answer": those(MentorshipStatus.REQUESTED, True),
        "waiting": those(MentorshipStatus.REQUESTED, False),
        "mentors": those(MentorshipStatus.ACTIVE, False),
        "mentees": mentees,
        "earlier": [(m, standing(m, me)) for m in page],
        "page": page,
        "profile": profile,
        "free": max(0, profile.capacity - len(mentees)) if profile else 0,
    }
    return render(request, "mentoring/home.jinja", context)


@login_required
def find(request: HttpRequest) -> HttpResponse:
    """The mentors this person may ask now."""
    wish = finding.Wish.read(request.GET)
    mentors = finding.saying(finding.open_to(signed_in(request)), wish.words)
    total, facets = finding.counts(mentors, wish)
    paginator = Paginator(finding.narrowed(mentors, wish), FOUND)
    paginator.count = total  # counted with the facets, in their query
    context = {
        "wish": wish,
        "total": total,
        "facets": [(name, finding.LABELS[name], choices) for name, choices in facets.items()],
        "page": paginator.get_page(request.GET.get("page")),
        "orders": [(key, words) for key, (words, _) in finding.ORDERS.items()],
        "chosen": _chosen(request, wish),
        "label": finding.label,
    }
    return render(request, "mentoring/find.jinja", context)


def _chosen(request: HttpRequest, wish: finding.Wish) -> list[tuple[str, str]]:
    """Each filter in use, with the address without it."""
    words = [(f"“{wish.words}”", with_query(request, q=None, page=None))] if wish.words else []
    return words + [
        (finding.label(name, value), with_query(request, page=None, **{name: [v for v in values if v != value]}))
        for name, values in wish.chosen.items()
        for value in values
    ]


@login_required
def mentor(request: HttpRequest, pk: int) -> HttpResponse:
    """A mentor's page, with the form to ask them."""
    return _mentor_page(request, _profile(pk), AskForm())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the request; someone who reloads the address reads the mentor's page."""
    profile = _profile(pk)
    if request.method != "POST":
        return redirect("mentoring:mentor", pk)
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            made = services.ask(profile, by=signed_in(request), message=form.cleaned_data["message"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"You have asked {profile.user}. You get an email when they answer.")
            return redirect("mentoring:mentorship", made.pk)
    return _mentor_page(request, profile, form)


def _profile(pk: int) -> MentorProfile:
    return get_object_or_404(MentorProfile.objects.select_related("user"), pk=pk)


def _mentor_page(request: HttpRequest, profile: MentorProfile, form: AskForm) -> HttpResponse:
    me = signed_in(request)
    clinician = getattr(profile.user, "clinician", None)
    open_one = profile.mentorships.filter(mentee=me, status__in=OPEN).first()
    context = {
        "mentor": profile,
        "own": profile.user_id == me.pk,
        "profession": clinician.get_profession_display() if clinician else "",
        "specialty": str(clinician.specialty or "") if clinician else "",
        "free": max(0, profile.capacity - services.active_count(profile)),
        "open_one": open_one,
        "why_not": "" if open_one else services.why_not_ask(profile, me),
        "form": form,
    }
    return render(request, "mentoring/mentor.jinja", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mentorship(request: HttpRequest, pk: int) -> HttpResponse:
    """The pair's own page: what was asked and answered, whose turn it is, and what the reader can do."""
    me = signed_in(request)
    visible = Mentorship.objects.visible_to(me).select_related("mentor__user", "mentee")
    mine = reading.with_sessions(visible, timezone.now())
    pair = get_object_or_404(mine, pk=pk)
    acts = ("accept", "decline", "end") if is_mentor_of(me, pair) else ("withdraw", "end")
    form = ActForm(request.POST if request.method == "POST" else None, acts=acts)
    if request.method == "POST" and form.is_valid():
        try:
            _act(pair, me, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
            pair = get_object_or_404(mine, pk=pk)
        else:
            messages.success(request, DONE[form.cleaned_data["do"]])
            return redirect("mentoring:mentorship", pk)
    clinician, now = getattr(pair.mentee, "clinician", None), timezone.now()
    page = Paginator(reading.before(pair, now), EARLIER).get_page(request.GET.get("page"))
    context = {
        "pair": pair,
        "ahead": [line(each, me, now) for each in reading.ahead(pair, now)],
        "earlier": [line(each, me, now) for each in page],
        "page": page,
        "standing": standing(pair, me),
        "as_mentor": is_mentor_of(me, pair),
        "mentee_is": clinician.get_profession_display() if clinician else "",
        "mentee_specialty": str(clinician.specialty or "") if clinician else "",
        "form": form,
        "Status": MentorshipStatus,
        "history": history_of(pair, hide=frozenset({"answered_at", "ended_at", "message", "answer"})),
    }
    return render(request, "mentoring/mentorship.jinja", context)


def _act(pair: Mentorship, me: User, *, do: str, answer: str) -> None:
    match do:
        case "accept":
            services.accept(pair, by=me, answer=answer)
        case "decline":
            services.decline(pair, by=me, answer=answer)
        case "withdraw":
            services.withdraw(pair, by=me)
        case "end":
            services.end(pair, by=me)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Become a mentor, or change what one offers."""
    me = signed_in(request)
    there = MentorProfile.objects.filter(user=me).first()
    fields = tuple(ProfileForm.base_fields)
    first = {"capacity": usual_capacity(me), "accepting": True} if there is None else {}
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(there, name) for name in fields} if there else first,
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_profile(by=me, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Your mentor profile is saved.")
            return redirect("mentoring:home")
    return render(request, "mentoring/profile.jinja", {"form": form, "there": there})
