"""A whole application beside its statements, as an applicant types it."""

from datetime import timedelta

from django.utils import timezone

from roles.applications.models import Application, Part


def complete_parts() -> dict[str, dict[str, str]]:
    """What is typed into each step of a post that is not on a board."""
    start = timezone.localdate() + timedelta(days=120)
    return {
        "history": {"employer_1": "Leeds General", "role_1": "Consultant", "began_1": "4 2015", "ended_1": "now"},
        "registration": {"body": "GMC", "number": "7012345"},
        "referees": {
            "name_1": "Ruth Ames", "position_1": "Medical director", "email_1": "ruth@referees.example",
            "name_2": "Sam Cole", "position_2": "Clinical lead", "email_2": "sam@referees.example", "later_2": "on",
        },
        "declarations": {"conflict": "no", "fitness": "no"},
        "hopes": {
            "leadership_pas": "2", "clinical_pas": "6.5", "hoped_start-day": str(start.day),
            "hoped_start-month": str(start.month), "hoped_start-year": str(start.year),
        },
    }  # fmt: skip


def fill_parts(application: Application, **changes: dict[str, str]) -> None:
    """Writes every part, some of them changed."""
    for name, typed in {**complete_parts(), **changes}.items():
        Part.objects.update_or_create(application=application, name=name, defaults={"typed": typed, "filled_from": ""})
