"""When the two meet: propose, agree, call off, and the file for a calendar."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts.requests import signed_in
from people.design.words import longtime
from people.forms.meetings import MeetingForm
from people.forms.sending import pressed, typed, written
from reminders.invitations import PUBLISH
from roles.reviews import meetings, policies
from roles.reviews.calendars import invitation
from roles.reviews.finding import of_the_two
from roles.reviews.models import Meeting
from roles.reviews.views import form_page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, review_id: int) -> HttpResponse:
    """Proposes a time, or another one."""
    user, found = signed_in(request), of_the_two(request, review_id)
    agreed = policies.meeting_of(found)
    initial = MeetingForm.of(agreed) if agreed else {"minutes": 60}
    form = MeetingForm(typed(request), initial=initial)
    other = policies.other_of(user, found)
    done = f"Proposed. {other} is asked to agree."
    if written(request, form, lambda _: meetings.propose(found, by=user, **form.slot()), done):
        return redirect("reviews:detail", review_id)
    notes = [
        f"{other or 'The reviewer'} agrees, or proposes another time. Then both of you get an invitation by email."
    ]
    if agreed:
        notes.append(f"Your meeting on {longtime(agreed.starts_at)} stands until the other time is agreed.")
    heading = "Move the meeting" if agreed else "Propose a time to meet"
    return form_page(request, found, form, heading=heading, notes=notes, verb="Propose it")


@login_required
@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agrees to the time that the other proposed."""
    meeting = get_object_or_404(Meeting.objects.select_related("review"), pk=pk)
    found = of_the_two(request, meeting.review_id)
    done = "Agreed. You both get an invitation by email."
    pressed(request, lambda: meetings.agree(meeting, by=signed_in(request)), done)
    return redirect("reviews:detail", found.pk)


@login_required
@require_POST
def call_off(request: HttpRequest, review_id: int) -> HttpResponse:
    """Calls the meeting off."""
    found = of_the_two(request, review_id)
    done = "The meeting is called off. You can propose another time."
    pressed(request, lambda: meetings.call_off(found, by=signed_in(request)), done)
    return redirect("reviews:detail", review_id)


@login_required
@require_safe
def calendar(request: HttpRequest, review_id: int) -> HttpResponse:
    """The agreed meeting as a file; the same event as in the invitation."""
    found = of_the_two(request, review_id)
    meeting = policies.meeting_of(found)
    if meeting is None:
        raise Http404
    return HttpResponse(
        invitation(found, meeting, []).text(PUBLISH),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="role-review-{found.pk}.ics"'},
    )
