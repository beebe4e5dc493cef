"""The panel member's pages: whom to meet and when, and points for each answer, apart from the others."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts.requests import signed_in
from people.design.words import plural
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.interviews import scoring
from roles.interviews.forms import AnswersForm
from roles.interviews.models import InterviewScore, Question
from roles.interviews.recruiter_views import INTERVIEWED, answers, shortlisted
from roles.selection.models import PanelSeat
from roles.selection.views import seat_or_404


def _seat(request: HttpRequest, post_id: int) -> PanelSeat:
    """The member's seat, once the shortlist is locked: before that, nobody is to be met."""
    seat = seat_or_404(request, post_id)
    if seat.post.shortlist_locked_at is None:
        raise Http404
    return seat


@login_required
@require_safe
def panel(request: HttpRequest, post_id: int) -> HttpResponse:
    """The interviews of a post, by time."""
    seat = _seat(request, post_id)
    given = scoring.given(seat.post)
    rows = []
    for person in shortlisted(seat.post):
        slot = person.interview.slot if hasattr(person, "interview") else None
        rows.append((person, slot, given.state(person.pk, seat.pk)))
    rows.sort(key=lambda row: (row[1] is None, row[1].starts_at if row[1] else None, row[0].pk))
    context = {"post": seat.post, "rows": rows, "questions": given.questions}
    return render(request, "roles/interviews_panel.jinja", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def score(request: HttpRequest, post_id: int, reference: str) -> HttpResponse:
    """Points for each answer; what others gave is read once one's own are whole."""
    seat = _seat(request, post_id)
    post = seat.post
    found = Application.objects.filter(post=post, status__in=[*INTERVIEWED, ApplicationStatus.WITHDRAWN])
    application = get_object_or_404(found.select_related("applicant"), reference=reference, submitted_at__isnull=False)
    questions = list(Question.objects.filter(post=post).select_related("criterion"))
    mine = {each.question_id: each for each in InterviewScore.objects.filter(seat=seat, application=application)}
    initial = {f"points_{pk}": str(each.points) for pk, each in mine.items()}
    initial |= {f"note_{pk}": each.note for pk, each in mine.items()}
    form = AnswersForm(request.POST if request.method == "POST" else None, questions=questions, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            scoring.save_answers(seat, application, form.scores(), by=signed_in(request))
            left = len(questions) - len(mine.keys() | form.scores().keys())
            words = f"{plural(left, 'answer')} left" if left else "every answer is scored"
            messages.success(request, f"{application.applicant}: saved, {words}.")
            return redirect("interviews:panel", post_id)
        except Refused as refused:
            form.refuse(refused)
    whole = bool(questions) and len(mine) >= len(questions)
    context = {
        "post": post,
        "application": application,
        "form": form,
        "parts": [(question, form[f"points_{question.pk}"], form[f"note_{question.pk}"]) for question in questions],
        "others": answers(post, application) if whole else [],
        "state": scoring.given(post).state(application.pk, seat.pk),
    }
    return render(request, "roles/interviews_score.jinja", context)
