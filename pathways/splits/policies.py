"""Who may do what with a time split (domain.md section 7): named predicates, asked by the services."""

from collections.abc import Iterable

import rules
from django.db.models import F, Q

from pathways.splits import signing
from pathways.splits.models import SignOff, SplitStatus, TimeSplit
from people.memberships.policies import holds_role, memberships_today
from people.memberships.requests import Held
from people.models import Role, User


@rules.predicate
def is_owner(user: User, split: TimeSplit) -> bool:
    return user.pk == split.user_id


@rules.predicate
def is_first_signatory_for(user: User, split: TimeSplit) -> bool:
    """The lead of the split's service today."""
    return holds_role(user, Role.SERVICE_LEAD, split.organisation_id, split.service_id)


@rules.predicate
def is_final_signatory_for(user: User, split: TimeSplit) -> bool:
    """The medical director of the organisation today."""
    return holds_role(user, Role.MEDICAL_DIRECTOR, split.organisation_id)


@rules.predicate
def is_signatory_now(user: User, split: TimeSplit) -> bool:
    """Whether it is this person's turn, by the split's status."""
    if split.status == SplitStatus.SUBMITTED:
        return bool(is_first_signatory_for(user, split))
    return split.status == SplitStatus.FIRST_SIGNED and bool(is_final_signatory_for(user, split))


may_change = is_owner
may_withdraw = is_owner
may_sign = is_signatory_now
may_return = ~is_owner & (is_signatory_now | is_first_signatory_for | is_final_signatory_for)


def may_propose_for(user: User, organisation_id: int) -> bool:
    """Whether the user works for the organisation today, in any role."""
    return memberships_today(user).filter(organisation=organisation_id).exists()


class Turns:
    """What one person signs for today, by the roles they hold; `waiting` and `seen` are filters on time splits."""

    def __init__(self, user: User, held: Iterable[Held]) -> None:
        self.user = user
        held = list(held)
        leads = [each for each in held if each.role == Role.SERVICE_LEAD]
        self.services = {each.service for each in leads if each.service is not None}
        self.led = {each.organisation for each in leads if each.service is None}
        self.directed = {each.organisation for each in held if each.role == Role.MEDICAL_DIRECTOR}
        self.organisations = {each.organisation for each in leads} | self.directed

    def __bool__(self) -> bool:
        return bool(self.services or self.led or self.directed)

    def _leads(self) -> Q:
        nothing = Q(pk__in=[])
        return (Q(service__in=self.services) if self.services else nothing) | (
            Q(organisation__in=self.led) if self.led else nothing
        )

    def _directs(self) -> Q:
        return Q(organisation__in=self.directed) if self.directed else Q(pk__in=[])

    def waiting(self) -> Q:
        """Splits whose next signature is this person's: never their own, never one they signed first (S10)."""
        return (
            Q(status=SplitStatus.SUBMITTED) & self._leads()
            | Q(status=SplitStatus.FIRST_SIGNED) & self._directs() & self._not_signed_first()
        ) & self._here()

    def _not_signed_first(self) -> Q:
        """Only someone who also leads can have signed first: their few keys cost less than asking of each split."""
        if not (self.services or self.led):
            return Q()
        pending = Q(tier=signing.FIRST, split__status=SplitStatus.FIRST_SIGNED, at__gte=F("split__submitted_at"))
        return ~Q(pk__in=list(SignOff.objects.filter(pending, by=self.user).values_list("split", flat=True)))

    def seen(self) -> Q:
        """Pending splits this person may read in the queue, whoever's turn it is."""
        return (self._leads() | self._directs()) & self._here()

    def _here(self) -> Q:
        """Of these organisations, which the index needs to be told; never the person's own."""
        return Q(organisation__in=self.organisations) & ~Q(user_id=self.user.pk)
