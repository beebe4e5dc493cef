"""What time splits add to a review of a role: the agreed week beside what was really used, and a change of it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from pathways.splits.models import TimeSplit
from people.design.words import longdate, pas
from roles.appointments.asides import Aside
from roles.models import RoleReview


def agreed_time(review: RoleReview) -> Iterator[Aside]:
    """The week in force at the role's organisation, in PAs, and what the two say was really used."""
    role = review.appointment
    on = review.held_on or timezone.localdate()
    held = TimeSplit.objects.filter(user=role.user_id, organisation=role.organisation_id).in_force(on)
    split = held.order_by("-period").first()
    lines = [f"The role was agreed with {pas(role.pas)} of leadership a week."]
    if split is None:
        lines.append("No time split is in force.")
    else:
        lines.append(
            f"In the time split in force since {longdate(split.starts)}: {pas(split.anr_pas)} of additional NHS "
            f"responsibilities, {pas(split.dcc_pas)} of direct clinical care, {pas(split.spa_pas)} of supporting work, "
            f"of {pas(split.total_pas)} a week."
        )
    yield Aside("Time as agreed", lines)


def change_it(review: RoleReview) -> tuple[str, str]:
    """A new split of the holder's, begun from the week as it is."""
    address = f"{reverse('splits:new')}?appointment={review.appointment_id}&from=now"
    return "Propose the new time split, begun from your week as it is", address
