"""R8 and R9 (domain.md section 11.4) as sentences. R10 stands in `MentorshipQuerySet.visible_to`."""

from enum import StrEnum

CAPACITY = 3
"""Mentees at once where neither the mentor nor the employer says otherwise (domain.md section 10, from memory)."""
MOST_CAPACITY = 10
"""Nobody mentors more people than this at once: at an hour and a half a month each it is nearly a PA a week."""


class Over(StrEnum):
    """How one person stands over another at work, in the words of R8's refusal."""

    MANAGES = "is your line manager"
    APPRAISES = "is your appraiser"
    SIGNS = "signs your time splits"
    SUPERVISES = "supervises your return to practice"


TO_MENTOR = {
    Over.MANAGES: "You are the line manager of {mentee}",
    Over.APPRAISES: "You are the appraiser of {mentee}",
    Over.SIGNS: "You sign the time splits of {mentee}",
    Over.SUPERVISES: "You supervise the return to practice of {mentee}",
}


def r8_at_ask(mentor: str, over: Over | None) -> str:
    """R8: a mentor cannot be the mentee's line manager, appraiser or approver. The mentee's sentence, "" if none."""
    if over is None:
        return ""
    return f"{mentor} {over} and so can't be your mentor: you should be able to speak freely. Choose someone else."


def r8_at_accept(mentee: str, over: Over | None) -> str:
    """R8 once more when the mentor accepts, as it may have come to hold since. The mentor's sentence, "" if none."""
    if over is None:
        return ""
    return f"{TO_MENTOR[over].format(mentee=mentee)}, so you can't be their mentor. Decline, and say who else may help."


def r9_at_ask(mentor: str, active: int, capacity: int) -> str:
    """R9: a mentor takes no more mentees than their own capacity. The mentee's sentence, "" if a place is free."""
    return "" if active < capacity else f"{mentor} has no free place now. Choose someone else, or ask again later."


def r9_at_accept(active: int, capacity: int) -> str:
    """R9 when the mentor accepts. The mentor's sentence, "" if a place is free."""
    if active < capacity:
        return ""
    have = "1 mentee" if active == 1 else f"{active} mentees"
    return f"You have {have} and offer {capacity} at once. End one first, offer more in your profile, or decline."
