"""What the room of reviews tells people of. What was written in one is in no message."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from people.models import User
from people.settings.reading import set_by_organisations
from reminders.kinds import ON_THE_DAY, Found, Kind, after, before
from roles.appointments.models import ReviewKind, RoleReview
from roles.reviews.models import Action
from roles.reviews.settings import WISH_DAYS

ROOM = "Roles"


def may_do(user: User, subject: str) -> bool:
    """Whether the action is the user's own: nobody does another's."""
    return Action.objects.filter(pk=subject.partition(":")[2], owner=user).exists()


def to_choose(by: date) -> Iterator[Found]:
    """Holders whose last review comes in as many days as their organisation has set (WISH_DAYS), and who have not said
    yet what they want after the term."""
    held = set_by_organisations(WISH_DAYS, by)
    longest = timedelta(days=max([WISH_DAYS.default, *held.values()]))
    soon = RoleReview.objects.filter(
        kind=ReviewKind.END_OF_TERM, held_on=None, due_on__lte=by + longest, appointment__wish=None
    )
    ahead = soon.filter(appointment__term__endswith__gt=by).select_related("appointment")
    for review in ahead:
        role = review.appointment
        asked_on = review.due_on - timedelta(days=held.get(role.organisation_id, WISH_DAYS.default))
        if asked_on > by:
            continue
        yield Found(
            subject=f"appointment:{role.pk}",
            user_id=role.user_id,
            due_on=review.due_on,
            remind_on=asked_on,
            title=f"Say what you want after your term: {role.title}",
            path=reverse("reviews:wish", args=[role.pk]),
            organisation_id=role.organisation_id,
        )


MEETING = Kind(
    key="review_meeting",
    room=ROOM,
    words="Meetings of role reviews",
    says="A meeting of a role review is proposed, agreed, moved or called off, or is tomorrow.",
    stages=(before(1),),
    stays="Someone counts on you at that time.",
)
ACTION = Kind(
    key="review_action",
    room=ROOM,
    words="What was agreed in role reviews",
    says="Something that you agreed to do in a role review is due.",
    stages=(before(7), ON_THE_DAY, after(14)),
    may_act=may_do,
)
SIGN = Kind(
    key="review_to_sign",
    room=ROOM,
    words="Role reviews to sign",
    says="A review of your role waits for your signature, or the holder answered to one that you recorded.",
    stages=(ON_THE_DAY, after(7)),
)
FEEDBACK = Kind(
    key="review_feedback",
    room=ROOM,
    words="Feedback on colleagues’ roles",
    says="Someone asks you for feedback on how a colleague does in a leadership role.",
    stages=(before(7), ON_THE_DAY),
)
WISH = Kind(
    key="term_wish",
    room=ROOM,
    words="What comes after your term",
    says="Before your last review you are asked whether you want to go on in management or to return.",
    stages=(before(WISH_DAYS), ON_THE_DAY),
    found=to_choose,
)
OBJECTIVES = Kind(
    key="role_objectives",
    room=ROOM,
    words="Objectives of a role",
    says="Objectives are proposed or agreed for a role that you hold or review.",
)
