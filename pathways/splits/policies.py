"""Who may do what with a time split (domain.md section 7): named predicates, asked by the services."""

from collections.abc import Iterable
from typing import NamedTuple

import rules
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from pathways.signatories.delegates import delegations_to
from pathways.signatories.models import Tier, Who
from pathways.splits.models import PENDING, SplitStatus, TimeSplit
from people.memberships.policies import holds_role, memberships_today
from people.memberships.requests import Held, held_by
from people.models import Membership, Role, User
from people.prepared import Prepared

# By hand, as every queue and desk asks it: for whom the person signs today, and what they or those have signed in part;
# by the index of first signatures, that of delegates' signatures, and what waits for a third one.
STANDING = Prepared(
    "standing_to_sign",
    """
WITH stands AS (
    SELECT delegator_id, organisation_id FROM pathways_delegation WHERE delegate_id = %(user)s AND period @> %(today)s
), people AS (
    SELECT array_agg(delegator_id) || %(user)s AS keys FROM stands
), given AS MATERIALIZED (
    SELECT split_id, at FROM pathways_signoff WHERE by_id = ANY((SELECT keys FROM people)::bigint[]) AND tier = 1
    UNION ALL
    SELECT split_id, at FROM pathways_signoff WHERE on_behalf_of_id = ANY((SELECT keys FROM people)::bigint[])
    UNION ALL
    SELECT split_id, at FROM pathways_signoff
    WHERE by_id = ANY((SELECT keys FROM people)::bigint[]) AND tier = 2
      AND split_id = ANY(ARRAY(SELECT id FROM pathways_timesplit WHERE status = 'first_signed' AND tier = 3))
)
SELECT 'for', delegator_id, organisation_id FROM stands
UNION ALL
SELECT 'signed', split.id, NULL FROM given JOIN pathways_timesplit split ON split.id = given.split_id
WHERE split.status = 'first_signed' AND given.at >= split.submitted_at
""",
    user="bigint",
    today="date",
)


OVER = (SplitStatus.WITHDRAWN, SplitStatus.SUPERSEDED, SplitStatus.ENDED, SplitStatus.CORRECTED)
"""The talk beside such a split is kept, and closed."""


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


def seat_of(user: User, split: TimeSplit) -> int | None:
    """For whom the person would sign what waits now: their own key, a delegator's, or None when it is not theirs."""
    own = Seat.of(user.pk, held_by(user))
    if own.has_turn(split):
        return user.pk
    if split.status not in PENDING or split.organisation_id not in own.member:
        return None
    for held in delegations_to(user, split.organisation_id).select_related("delegator"):
        if Seat.of(held.delegator_id, held_by(held.delegator)).has_turn(split):
            return held.delegator_id
    return None


@rules.predicate
def is_signatory_now(user: User, split: TimeSplit) -> bool:
    """Whether it is this person's turn, for themselves or as a delegate."""
    return seat_of(user, split) is not None


@rules.predicate
def may_reopen(user: User, split: TimeSplit) -> bool:
    """The organisation's administrator or medical director today, for someone else's split."""
    where = split.organisation_id
    return user.pk != split.user_id and (
        holds_role(user, Role.ORGANISATION_ADMIN, where) or holds_role(user, Role.MEDICAL_DIRECTOR, where)
    )


@rules.predicate
def may_end(user: User, split: TimeSplit) -> bool:
    """The organisation's medical director today, for someone else's split; its owner proposes a new one instead."""
    return user.pk != split.user_id and bool(is_final_signatory_for(user, split))


def role_gone(user: User, split: TimeSplit) -> bool:
    """Whether the person once held the role that signs this split now, and no longer does."""
    role = {Who.LEAD: Role.SERVICE_LEAD, Who.DIRECTOR: Role.MEDICAL_DIRECTOR, Who.HR: Role.HR}.get(Who(split.waits_for))
    if role is None:
        return split.waits_for_person_id == user.pk
    past = Membership.objects.filter(user_id=user.pk, organisation=split.organisation_id, role=role)
    if role == Role.SERVICE_LEAD:
        past = past.filter(Q(service=split.service_id) | Q(service=None))
    return past.filter(period__endswith__lte=timezone.localdate()).exists()


def may_speak(user: User, split: TimeSplit) -> bool:
    """The owner of a split that was sent, and those who read it and work there today; while it is not over.

    The caller has found the split among those the person may see.
    """
    if split.submitted_at is None or split.status in OVER:
        return False
    return user.pk == split.user_id or memberships_today(user).filter(organisation=split.organisation_id).exists()


may_change = is_owner
may_withdraw = is_owner
may_sign = is_signatory_now
may_return = ~is_owner & (is_signatory_now | is_first_signatory_for | is_final_signatory_for)
may_decline = ~is_owner & is_signatory_now


def may_propose_for(user: User, organisation_id: int, corrects: TimeSplit | None = None) -> bool:
    """Whether the user works for the organisation today, in any role; what one has worked there one still corrects."""
    worked = corrects is not None and (corrects.user_id, corrects.organisation_id) == (user.pk, organisation_id)
    return worked or memberships_today(user).filter(organisation=organisation_id).exists()


class Seat(NamedTuple):
    """One person's roles that sign, by keys of services and organisations; `member` says where they work today."""

    person: int
    services: frozenset[int]
    led: frozenset[int]
    directed: frozenset[int]
    hr: frozenset[int]
    member: frozenset[int]

    @classmethod
    def of(cls, person: int, held: Iterable[Held]) -> "Seat":
        held = list(held)
        leads = [each for each in held if each.role == Role.SERVICE_LEAD]
        return cls(
            person,
            frozenset(each.service for each in leads if each.service is not None),
            frozenset(each.organisation for each in leads if each.service is None),
            frozenset(each.organisation for each in held if each.role == Role.MEDICAL_DIRECTOR),
            frozenset(each.organisation for each in held if each.role == Role.HR),
            frozenset(each.organisation for each in held),
        )

    def signs(self) -> bool:
        return bool(self.services or self.led or self.directed or self.hr)

    def has_turn(self, split: TimeSplit) -> bool:
        """Whether what waits now is for this person's own roles."""
        where = split.organisation_id
        if split.status not in PENDING or where not in self.member:
            return False
        if split.waits_for == Who.LEAD:
            return split.service_id in self.services or where in self.led
        if split.waits_for == Who.PERSON:
            return split.waits_for_person_id == self.person
        return where in (self.directed if split.waits_for == Who.DIRECTOR else self.hr)

    def sees(self, split: TimeSplit) -> bool:
        """Whether these roles let the person read the split; `visible_to` knows other ways besides."""
        where = split.organisation_id
        if split.submitted_at is None or split.status == SplitStatus.DRAFT:
            return False
        leads = split.service_id in self.services or where in self.led
        return leads or where in self.directed or (split.corrects_id is not None and where in self.hr)

    def leads(self) -> Q:
        nothing = Q(pk__in=[])
        return (Q(service__in=self.services) if self.services else nothing) | (
            Q(organisation__in=self.led) if self.led else nothing
        )

    def directs(self) -> Q:
        return Q(organisation__in=self.directed) if self.directed else Q(pk__in=[])

    def corrects(self) -> Q:
        """Corrections, which HR signs last."""
        return Q(corrects__isnull=False, organisation__in=self.hr) if self.hr else Q(pk__in=[])

    def waiting(self) -> Q:
        return (
            Q(waits_for=Who.LEAD) & self.leads()
            | Q(waits_for=Who.DIRECTOR) & self.directs()
            | Q(waits_for=Who.HR) & self.corrects()
            | Q(waits_for=Who.PERSON, waits_for_person=self.person)
        ) & Q(organisation__in=self.member)


class Turns(NamedTuple):
    """What one person signs for today, by the roles they hold and as a delegate; filters on time splits.

    Equal ones have equal filters, so that a filter once written as SQL can be kept.
    """

    own: Seat
    for_others: tuple[Seat, ...] = ()
    signed: tuple[int, ...] = ()
    """Keys of the splits that wait still and that the person, or one they sign for, has signed in part."""

    @classmethod
    def of(cls, user: User, held: Iterable[Held]) -> "Turns":
        """The delegators' seats, each in the organisation of the delegation while both belong to it; what is signed."""
        own = Seat.of(user.pk, held)
        if not own.member:
            return cls(own)
        with connection.cursor() as cursor:
            STANDING.ask(cursor, {"user": user.pk, "today": timezone.localdate()})
            found = cursor.fetchall()
        seats = []
        for kind, key, organisation in found:
            if kind == "for" and organisation in own.member:
                here = [each for each in held_by(User(pk=key)) if each.organisation == organisation]
                seats += [Seat.of(key, here)] if here else []
        return cls(own, tuple(seats), tuple(sorted({key for kind, key, _ in found if kind == "signed"})))

    def __bool__(self) -> bool:
        return self.own.signs() or bool(self.for_others) or self._is_named()

    def _is_named(self) -> bool:
        """Whether a tier of today names the person, or a split that was sent while one did still waits for them."""
        named = Tier.objects.filter(person=self.own.person, period__contains=timezone.localdate())
        waits = TimeSplit.objects.pending().filter(self.own.waiting())
        return named.order_by().values("pk").union(waits.order_by().values("pk")).exists()

    def waiting(self) -> Q:
        """Splits whose next signature is this person's: never their own, never one they signed already (S10)."""
        found = self.own.waiting()
        for seat in self.for_others:
            found |= seat.waiting() & ~Q(user_id=seat.person)
        mine = found & self._here()
        return mine & ~Q(pk__in=self.signed) if self.signed else mine

    def seen(self) -> Q:
        """Pending splits this person may read in the queue, whoever's turn it is."""
        found = Q(pk__in=[])
        for seat in [self.own, *self.for_others]:
            found |= (
                seat.leads() | seat.directs() | seat.corrects() | Q(waits_for=Who.PERSON, waits_for_person=seat.person)
            )
        return found & self._here()

    def _here(self) -> Q:
        """Of these organisations, which the index needs to be told; never the person's own."""
        return Q(organisation__in=self.own.member) & ~Q(user_id=self.own.person)
