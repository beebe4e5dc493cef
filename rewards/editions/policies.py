"""Who keeps reports, and who reads what was kept."""

from django.db.models import Q

from people.memberships.policies import organisations_where
from people.models import Role, User
from rewards.editions.models import Edition, EditionQuerySet


def editions_visible_to(user: User) -> EditionQuerySet:
    """HR's own organisation's, all of them; for analysts there, those that are published."""
    theirs = Q(organisation__in=organisations_where(user, Role.HR))
    published = Q(
        organisation__in=organisations_where(user, Role.ANALYST), published_at__isnull=False, withdrawn_at=None
    )
    return Edition.objects.filter(theirs | published)


def editions_kept_by(user: User) -> EditionQuerySet:
    """Those that the user publishes and withdraws: HR's own organisation's."""
    return Edition.objects.filter(organisation__in=organisations_where(user, Role.HR))


def keeps(user: User, edition: Edition) -> bool:
    """Whether the user publishes and withdraws it: human resources of its organisation."""
    return edition.organisation_id in organisations_where(user, Role.HR)
