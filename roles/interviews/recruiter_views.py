"""The recruiter's pages: times, questions, how far it is, and the decision on each applicant."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts.requests import signed_in
from people.forms.meetings import MeetingForm
from people.history import history_of
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.interviews import scoring, services
from roles.interviews.forms import DecisionForm, QuestionForm
from roles.interviews.models import InterviewScore, Question, Slot
from roles.posts.models import Post
from roles.selection.models import PanelSeat
from roles.selection.outcome_models import Decision
from roles.selection.recruiter_views import post_or_404
from roles.selection.turns import in_order

POSTED = ["GET", "HEAD", "POST"]
# Who was on the shortlist and has not withdrawn.
INTERVIEWED = [
    ApplicationStatus.SHORTLISTED,
    ApplicationStatus.OFFERED,
    ApplicationStatus.ACCEPTED,
    ApplicationStatus.DECLINED,
    ApplicationStatus.REJECTED,
]


def shortlisted(post: Post) -> list[Application]:
    """The shortlist with each one's time and decision, in one query; nobody before the lock."""
    if post.shortlist_locked_at is None:
        return []
    found = Application.objects.filter(post=post, status__in=INTERVIEWED)
    return list(found.select_related("applicant", "interview__slot", "decision").order_by("applicant__name", "pk"))


@login_required
@require_safe
def post_page(request: HttpRequest, post_id: int) -> HttpResponse:
    """Times, questions, scores and decisions of one post."""
    post = post_or_404(request, post_id)
    people, given = shortlisted(post), scoring.given(post)
    seats = list(PanelSeat.objects.sitting().filter(post=post).select_related("user").order_by("user__name", "pk"))
    holders = {
        person.interview.slot_id: person
        for person in people
        if hasattr(person, "interview") and person.interview.slot_id is not None
    }
    context = {
        "post": post,
        "locked": post.shortlist_locked_at is not None,
        "slots": [(slot, holders.get(slot.pk)) for slot in Slot.objects.filter(post=post)],
        "questions": list(Question.objects.filter(post=post).select_related("criterion")),
        "scored": InterviewScore.objects.filter(question__post=post).exists(),
        "people": people,
        "seats": seats,
        "given": given,
        "to_ask": [
            each for each in people if each.status == ApplicationStatus.SHORTLISTED and not hasattr(each, "interview")
        ],
        "order": in_order(post) if people else [],
    }
    return render(request, "roles/interviews_post.jinja", context)


@login_required
@require_http_methods(POSTED)
def add_slot(request: HttpRequest, post_id: int) -> HttpResponse:
    """Offers a time; the next one starts from the last."""
    post = post_or_404(request, post_id)
    last = Slot.objects.filter(post=post).last()
    initial = {**MeetingForm.of(last), "clock": ""} if last else {"minutes": 45}
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.offer_slot(post, by=signed_in(request), **form.slot())
            messages.success(request, "The time is offered.")
            return redirect("interviews:add_slot" if "another" in request.POST else "interviews:post", post_id)
        except Refused as refused:
            form.refuse(refused)
    return render(request, "roles/interviews_slot.jinja", {"post": post, "form": form, "slot": None})


@login_required
@require_http_methods(POSTED)
def slot(request: HttpRequest, post_id: int, slot_id: int) -> HttpResponse:
    """Moves a time, or its place."""
    post = post_or_404(request, post_id)
    found = get_object_or_404(Slot.objects.filter(post=post), pk=slot_id)
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=MeetingForm.of(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_slot(found, by=signed_in(request), **form.slot())
            messages.success(request, "Saved. Whoever picked this time is told by email.")
            return redirect("interviews:post", post_id)
        except Refused as refused:
            form.refuse(refused)
    context = {"post": post, "form": form, "slot": found, "history": history_of(found)}
    return render(request, "roles/interviews_slot.jinja", context)


@login_required
@require_POST
def remove_slot(request: HttpRequest, post_id: int, slot_id: int) -> HttpResponse:
    """Takes a time away that nobody picked."""
    post = post_or_404(request, post_id)
    try:
        services.remove_slot(get_object_or_404(Slot.objects.filter(post=post), pk=slot_id), by=signed_in(request))
        messages.success(request, "The time is taken away.")
    except Refused as refused:
        messages.warning(request, refused.sentence)
    return redirect("interviews:post", post_id)


@login_required
@require_POST
def invite(request: HttpRequest, post_id: int) -> HttpResponse:
    """Asks the shortlist to pick."""
    post = post_or_404(request, post_id)
    try:
        asked = services.invite(post, by=signed_in(request))
        messages.success(request, f"Asked by email: {asked}." if asked else "Everyone was asked before.")
    except Refused as refused:
        messages.warning(request, refused.sentence)
    return redirect("interviews:post", post_id)


@login_required
@require_http_methods(POSTED)
def add_question(request: HttpRequest, post_id: int) -> HttpResponse:
    """Puts a question."""
    post = post_or_404(request, post_id)
    form = QuestionForm(request.POST if request.method == "POST" else None, post=post)
    if request.method == "POST" and form.is_valid():
        try:
            chosen, text = int(form.cleaned_data["criterion"]), form.cleaned_data["text"]
            services.add_question(post, by=signed_in(request), criterion=chosen, text=text)
            messages.success(request, "The question is put.")
            return redirect("interviews:post", post_id)
        except Refused as refused:
            form.refuse(refused)
    return render(request, "roles/interviews_question.jinja", {"post": post, "form": form})


@login_required
@require_POST
def remove_question(request: HttpRequest, post_id: int, question_id: int) -> HttpResponse:
    """Takes a question back."""
    post = post_or_404(request, post_id)
    try:
        found = get_object_or_404(Question.objects.filter(post=post), pk=question_id)
        services.remove_question(found, by=signed_in(request))
        messages.success(request, "The question is taken back.")
    except Refused as refused:
        messages.warning(request, refused.sentence)
    return redirect("interviews:post", post_id)


@login_required
@require_http_methods(POSTED)
def decide(request: HttpRequest, post_id: int, reference: str) -> HttpResponse:
    """The decision on one applicant, beside what the panel gave each answer."""
    post = post_or_404(request, post_id)
    application = get_object_or_404(
        Application.objects.filter(post=post, status__in=INTERVIEWED).select_related("applicant"), reference=reference
    )
    there = Decision.objects.filter(application=application).first()
    form = DecisionForm(request.POST if request.method == "POST" else None, initial=DecisionForm.of(there))
    if request.method == "POST" and form.is_valid():
        try:
            scoring.decide(application, by=signed_in(request), **form.cleaned_data)
            messages.success(request, f"The decision on {application.applicant} is recorded.")
            return redirect("interviews:post", post_id)
        except Refused as refused:
            form.refuse(refused)
    context = {
        "post": post,
        "application": application,
        "form": form,
        "open": application.status == ApplicationStatus.SHORTLISTED,
        "parts": answers(post, application),
        "mean": scoring.given(post).mean(application.pk),
        "history": history_of(there) if there else [],
    }
    return render(request, "roles/interviews_decide.jinja", context)


def answers(post: Post, application: Application) -> list[tuple[Question, list[InterviewScore]]]:
    """Each question with what members gave its answer."""
    scores: dict[int, list[InterviewScore]] = {}
    found = InterviewScore.objects.filter(application=application, seat__removed_at=None)
    for each in found.select_related("seat__user").order_by("seat__user__name", "pk"):
        scores.setdefault(each.question_id, []).append(each)
    questions = Question.objects.filter(post=post).select_related("criterion")
    return [(question, scores.get(question.pk, [])) for question in questions]
