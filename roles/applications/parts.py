"""The verbs of the parts beside the statements: fill in what is known, save as typed, say what is left, read."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from people.design.words import number, shortdate
from people.history import because
from people.models import User
from people.refusals import Refused
from rewards.models import Employment
from roles.applications import held, registration
from roles.applications.models import Application, Part
from roles.applications.steps import FORMS, Asked, HistoryStep, Step, Typed

# Taken over from the last application; the others are answered afresh for each post.
TAKEN_OVER = ("history", "registration", "referees")
OPEN_TO_PANEL = ("history", "declarations")


Steps = dict[str, tuple[Step, Part | None]]
"""Each step, read and checked, with the row it was read from."""


def asked_of(application: Application) -> Asked:
    """What the steps ask in view of; a sent application is read as on the day it was sent."""
    owner, sent = application.applicant, application.submitted_at
    addresses = EmailAddress.objects.filter(user=owner).values_list("email", flat=True)
    return Asked(
        emails=(owner.email, *addresses),
        fit_and_proper=application.post.fit_and_proper,
        today=timezone.localdate(sent) if sent else timezone.localdate(),
    )


def steps_of(application: Application) -> Steps:
    """Each step with what was typed in it, read and checked."""
    parts = {part.name: part for part in application.parts.all()}
    asked = asked_of(application)
    return {
        name: (kind(parts[name].typed if name in parts else {}, asked=asked), parts.get(name))
        for name, kind in FORMS.items()
    }


def problems(step: Step, part: Part | None) -> list[str]:
    """What is left to do in a step, in sentences."""
    return step.problems() if part and part.typed else ["Fill in this part."]


def version(part: Part | None) -> str:
    """Names one saved state of a part, so that a stale page is noticed."""
    return part.saved_at.isoformat() if part else ""


def save_part(
    application: Application, name: str, typed: Mapping[str, Any], *, by: User, seen: str | None = None
) -> Part:
    """Keeps a step as typed, also when it is unfinished or wrong, also after closing.

    `typed` holds each input's text by its name; `seen` is the `version` that the page showed, without it the part is
    kept regardless. Raises Refused when it was changed elsewhere since, or the application was sent.
    """
    with transaction.atomic(), because(f"Saved {FORMS[name].title.lower()}", by=by):
        application = held.own_draft(application, by)
        step = FORMS[name](typed, asked=asked_of(application))
        kept = step.typed()
        there = Part.objects.filter(application=application, name=name).first()
        if there is not None and seen is not None and version(there) != seen and there.typed != kept:
            raise Refused(
                "This part was changed in another window since you opened this page. Below is what you typed here; "
                "save again to keep it instead of the other."
            )
        part, _ = Part.objects.update_or_create(
            application=application, name=name, defaults={"typed": kept, "filled_from": ""}
        )
        facts = step.facts()
        for field, value in facts.items():
            setattr(application, field, value)
        held.touch(application, *facts)
        return part


def fill_in(application: Application) -> None:
    """Fills a new application in from the last one, the profile and the post; the caller holds it."""
    owner, day = application.applicant, timezone.localdate()
    last = (
        Application.objects.filter(applicant=owner)
        .exclude(pk=application.pk)
        .filter(parts__isnull=False)
        .order_by("-changed_at")
        .first()
    )
    known: dict[str, tuple[Typed, str]] = {}
    if last is not None:
        words = f"your application of {shortdate(last.submitted_at or last.started_at)}"
        taken = last.parts.filter(name__in=TAKEN_OVER)
        known = {part.name: (part.typed, words) for part in taken if part.typed}
    if profile := _registered(owner):
        known["registration"] = (profile, "your profile")
    if "history" not in known and (jobs := _employed(owner)):
        known["history"] = (jobs, "your employment on record")
    known["hopes"] = (_advertised(application, day), "the post")
    Part.objects.bulk_create(
        Part(application=application, name=name, typed=typed, filled_from=words)
        for name, (typed, words) in known.items()
        if typed
    )


def _registered(owner: User) -> Typed:
    clinician = getattr(owner, "clinician", None)
    if clinician is None or not clinician.registration_number:
        return {}
    return {"body": registration.body_named(clinician.registration_body), "number": clinician.registration_number}


def _employed(owner: User) -> Typed:
    """Employments that pay is worked out from; what one was there, people say better than a contract's name."""
    typed: Typed = {}
    employments = Employment.objects.filter(user=owner).select_related("organisation").order_by("-period")
    for n, employment in enumerate(employments[:10], start=1):
        began, after = employment.period.lower, employment.period.upper
        last = after - timedelta(days=1) if after and after <= timezone.localdate() else None
        typed |= {
            f"employer_{n}": employment.organisation.name,
            f"began_{n}": f"{began.month} {began.year}" if began else "",
            f"ended_{n}": f"{last.month} {last.year}" if last else "now",
        }
    return {name: text for name, text in typed.items() if text}


def _advertised(application: Application, day: date) -> Typed:
    typed = {"leadership_pas": number(application.post.pas)}
    if (start := application.post.starts_on) and start >= day:
        typed |= {"hoped_start-day": str(start.day), "hoped_start-month": str(start.month),
                  "hoped_start-year": str(start.year)}  # fmt: skip
    return typed


def employers(steps: Steps) -> list[str]:
    """Where the applicant says they have worked."""
    history = steps["history"][0]
    return history.employers() if isinstance(history, HistoryStep) else []


def personal(application: Application, *, everything: bool) -> list[tuple[str, list[str]]]:
    """What those who choose may read of the parts once the shortlist is locked: each step's title and its lines.

    The panel reads history and declarations; `everything` is for the recruiter.
    """
    return [
        (step.title, step.lines())
        for name, (step, part) in steps_of(application).items()
        if part and (everything or name in OPEN_TO_PANEL)
    ]
