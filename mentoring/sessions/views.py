"""The pages of a session: where it stands, another time, why it is cancelled, the note, the file for a calendar."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring.policies import is_mentee_of, is_mentor_of
from mentoring.sessions import notes, policies, reading, services, telling
from mentoring.sessions.finding import mentorship_of, session_of
from mentoring.sessions.forms import CancelForm, NoteForm, OtherTimeForm, ProposeForm
from mentoring.sessions.models import SessionTime, TimeState
from mentoring.sessions.words import at, line
from people.accounts.requests import signed_in
from people.design.words import longtime
from people.forms import Form
from people.forms.sending import pressed, typed, written
from people.history import history_among
from reminders.invitations import PUBLISH

GET_OR_POST = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(GET_OR_POST)
def propose(request: HttpRequest, mentorship_id: int) -> HttpResponse:
    """Proposes a session to the other one of the pair."""
    user, pair = signed_in(request), mentorship_of(request, mentorship_id)
    if request.method != "POST" and not policies.meets(pair):
        return redirect("mentoring:mentorship", pair.pk)
    other = policies.other_of(user, pair)
    form = ProposeForm(typed(request), initial={"minutes": 60})
    made: list[SessionTime] = []
    act = lambda said: made.append(services.propose(pair, by=user, purpose=said["purpose"], **form.slot()))  # noqa: E731
    if written(request, form, act, f"Proposed. {other} is asked to agree."):
        return redirect("sessions:detail", made[0].session_id)
    words = [f"{other} agrees, or proposes another time. Then both of you get an invitation by email."]
    back = reverse("mentoring:mentorship", args=[pair.pk])
    return _form_page(request, form, pair, heading="Propose a session", notes=words, verb="Propose it", back=back)


@login_required
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is for, when and where, whose turn it is, and what the reader can do."""
    user, found, now = signed_in(request), session_of(request, pk), timezone.now()
    agreed, waits = at(found, TimeState.AGREED), at(found, TimeState.PROPOSED)
    stands = found.cancelled_at is None and policies.meets(found.mentorship)
    context = {
        "session": found,
        "pair": found.mentorship,
        "other": policies.other_of(user, found.mentorship),
        "line": line(found, user, now),
        "shown": agreed or waits or found.known[-1],
        "agreed": agreed,
        "waits": waits if stands and waits and (agreed is None or waits.starts_at > now) else None,
        "now": now,
        "changes": stands and not policies.why_not_change(agreed, waits, now),
        "note": policies.note_read_by(user, found),
        "as_mentor": is_mentor_of(user, found.mentorship),
        "notes": policies.may_note(user, found, agreed, now),
        "history": history_among(SessionTime, session_id=[found.pk], hide=frozenset({"place", "link", "why"})),
    }
    return render(request, "mentoring/sessions_session.jinja", context)


@login_required
@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agrees to the time that the other proposed."""
    time = get_object_or_404(SessionTime, pk=pk, session__in=reading.visible_to(signed_in(request)))
    done = "Agreed. You both get an invitation by email."
    pressed(request, lambda: services.agree(time, by=signed_in(request)), done)
    return redirect("sessions:detail", time.session_id)


@login_required
@require_http_methods(GET_OR_POST)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposes another time; what was agreed stands until the other agrees."""
    user, found = signed_in(request), session_of(request, pk)
    agreed, waits = at(found, TimeState.AGREED), at(found, TimeState.PROPOSED)
    if gone := _cannot_change(request, found):
        return gone
    other, shown = policies.other_of(user, found.mentorship), agreed or waits or found.known[-1]
    initial = {**OtherTimeForm.of(shown), "seen": services.times_seen(found)}
    form = OtherTimeForm(typed(request), initial=initial, agreed=agreed is not None)
    act = lambda said: services.propose_other(  # noqa: E731
        found, by=user, why=said["why"], seen=said["seen"], **form.slot()
    )
    if written(request, form, act, f"Proposed. {other} is asked to agree."):
        return redirect("sessions:detail", pk)
    words = [f"{other} agrees, or proposes another time. Then both of you get an invitation by email."]
    if waits:
        words.insert(0, f"{waits.proposed_by} proposed {longtime(waits.starts_at)}. Your proposal takes its place.")
    if agreed:
        words.append(f"Your session on {longtime(agreed.starts_at)} stands until the other time is agreed.")
    return _session_form(request, found, form, heading="Propose another time", notes=words, verb="Propose it")


@login_required
@require_http_methods(GET_OR_POST)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancels it, with a reason."""
    user, found = signed_in(request), session_of(request, pk)
    if gone := _cannot_change(request, found):
        return gone
    form = CancelForm(typed(request))
    act = lambda said: services.cancel(found, by=user, why=said["why"])  # noqa: E731
    if written(request, form, act, "The session is cancelled. You can propose another one."):
        return redirect("sessions:detail", pk)
    words = [
        f"{policies.other_of(user, found.mentorship)} gets an email that it is cancelled, and reads your reason here."
    ]
    return _session_form(request, found, form, heading="Cancel the session", notes=words, verb="Cancel it")


@login_required
@require_http_methods(GET_OR_POST)
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """What the mentee takes from it; there is no such page for the mentor."""
    user, found = signed_in(request), session_of(request, pk)
    if not is_mentee_of(user, found.mentorship):
        raise Http404
    begun = policies.may_note(user, found, at(found, TimeState.AGREED), timezone.now())
    if request.method != "POST" and not begun:
        messages.warning(request, "Note what you take from a session once it has begun.")
        return redirect("sessions:detail", pk)
    form = NoteForm(typed(request), initial=NoteForm.of(policies.note_read_by(user, found)))
    if written(request, form, lambda said: notes.keep(found, by=user, **said), "Your note is kept."):
        return redirect("sessions:detail", pk)
    words = ["This is yours. No mentor, manager or administrator reads it unless you share it with your mentor."]
    return _session_form(request, found, form, heading="What you take from it", notes=words, verb="Keep it")


@login_required
@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreed session as a file; the same event as in the invitation."""
    found = session_of(request, pk)
    agreed = at(found, TimeState.AGREED)
    if agreed is None:
        raise Http404
    return HttpResponse(
        telling.invitation(found, agreed).text(PUBLISH),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="mentoring-session-{found.pk}.ics"'},
    )


def _cannot_change(request: HttpRequest, found: Any) -> HttpResponse | None:
    """Where a session that is cancelled or over leads who opens a form; what was typed into one is refused there."""
    times = at(found, TimeState.AGREED), at(found, TimeState.PROPOSED)
    stands = found.cancelled_at is None and policies.meets(found.mentorship)
    if request.method == "POST" or (stands and not policies.why_not_change(*times, timezone.now())):
        return None
    messages.warning(request, "This session is cancelled or over, so it can’t be changed any more.")
    return redirect("sessions:detail", found.pk)


def _session_form(request: HttpRequest, found: Any, form: Form, **words: Any) -> HttpResponse:
    back = reverse("sessions:detail", args=[found.pk])
    return _form_page(request, form, found.mentorship, purpose=found.purpose, back=back, **words)


def _form_page(request: HttpRequest, form: Form, pair: Any, **words: Any) -> HttpResponse:
    """A page that is one form, with its way back."""
    context = {"form": form, "other": policies.other_of(signed_in(request), pair), "purpose": "", **words}
    return render(request, "mentoring/sessions_form.jinja", context)
