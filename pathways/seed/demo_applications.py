"""What the demo's applicants say beside their statements."""

from people.dates import after_months
from people.models import User
from roles.applications import parts
from roles.applications.models import Application

REFEREES = [
    ("Margaret Oldroyd", "Medical director, Airedale", "margaret.oldroyd@referees.example"),
    ("Tomasz Zielinski", "Clinical director, Bradford", "tomasz.zielinski@referees.example"),
]


def complete(application: Application, *, by: User) -> None:
    """Types every part as the applicant would, from what is filled in for them."""
    history = dict(application.parts.get(name="history").typed)
    rows = [name for name in history if name.startswith("employer_")]
    history |= {name.replace("employer", "role"): "Consultant" for name in rows} | {"gaps": "None"}
    typed: dict[str, dict[str, str]] = {"history": history}
    typed["registration"] = application.parts.get(name="registration").typed
    typed["referees"] = {
        f"{part}_{n}": text
        for n, referee in enumerate(REFEREES, start=1)
        for part, text in zip(("name", "position", "email"), referee, strict=True)
    } | {"later_2": "on"}
    typed["declarations"] = {"conflict": "no", "fitness": "no"}
    start = application.post.starts_on or after_months(application.post.closes_at.date(), 3)
    typed["hopes"] = {
        "leadership_pas": "2",
        "clinical_pas": "6",
        **{f"hoped_start-{part}": str(getattr(start, part)) for part in ("day", "month", "year")},
    }
    for name, texts in typed.items():
        parts.save_part(application, name, texts, by=by)
