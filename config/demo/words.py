"""What the demo says."""

import contextlib
import os
import sys

PASSWORD = "demo-pathways-2026"  # noqa: S105 -- the demo's people have it in common, and it is printed
PEOPLE = {
    "clinician": "a consultant: finds posts, weighs their pay, applies, splits the week, returns to practice",
    "servicelead": "leads a service: the first to sign a time split",
    "md": "the medical director: signs last",
    "recruiter": "publishes posts, locks shortlists, makes offers",
    "panel1": "scores applications, blind",
    "panel2": "scores them too, apart from the first",
    "hr": "the remuneration report",
    "mentor": "is asked to mentor, and meets a mentee",
    "admin": "an organisation's administrator: who holds which role",
    "analyst": "figures about groups only, never about one person",
    "outsider": "all those rights, but in another organisation",
}


def say(sentence: str) -> None:
    """Prints at once; a window that has been closed is no reason to fail."""
    try:
        print(sentence, flush=True)
    except OSError:
        with contextlib.suppress(OSError):
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 -- until the end of this process


def welcome(site: str) -> str:
    """The address, who to be, and where the letters are."""
    people = "\n".join(f"  {f'{name}@demo.example':27}{what}" for name, what in PEOPLE.items())
    return f"""
Clinical Leadership Pathways is ready: {site}/

Sign in at {site}/accounts/login/ as any of these. The password of all is {PASSWORD}
{people}

The letters it sends: {site}/demo/mail/
Logs are in var/log. Ctrl-C stops everything; the next start finds all as you left it.
"""
