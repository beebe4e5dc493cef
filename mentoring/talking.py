"""Mentors who hold a kind of role now: people to ask what it is like."""

from django.utils import timezone

from mentoring.finding import open_to
from people.design.addresses import url
from people.models import User
from roles.kinds.talkers import Talker
from roles.models import Appointment, Archetype

MOST = 6


def mentors_holding(archetype: Archetype, asker: User) -> list[Talker]:
    """Mentors this person may ask (R8, R9) who hold the kind of role today, who joined last first."""
    held = Appointment.objects.in_force(timezone.localdate()).filter(archetype=archetype)
    mentors = open_to(asker).filter(user__in=held.values("user")).select_related("user").order_by("-joined_on", "pk")
    return [Talker(str(each.user), each.topics, url("mentoring:mentor", each.pk)) for each in mentors[:MOST]]
