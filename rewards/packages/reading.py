"""What is on record about a person's pay, read for pricing.

In SQL by hand: a post's page prices for every clinician who opens it, and writing these four questions took the ORM
four times as long as asking them (3.5 ms against 0.9 ms of processor time a page).
"""

from datetime import date

from people.models import Organisation, User
from rewards.awards.models import HeldAward
from rewards.elements.models import PayElement
from rewards.employment.models import Employment
from rewards.packages.terms import Ground
from rewards.rates import services as rates_of
from rewards.rates.models import AwardLevel
from rewards.rates.services import Rates

EMPLOYMENTS = """
SELECT held.id, held.user_id, held.organisation_id, held.contract, held.point, held.salary_gbp, held.pas,
       held.on_call, held.area, held.period, organisation.name AS at_name, organisation.kind AS at_kind
FROM rewards_employment held JOIN people_organisation organisation ON organisation.id = held.organisation_id
WHERE held.user_id = %(user)s AND (upper_inf(held.period) OR upper(held.period) > %(day)s)
ORDER BY held.period
"""
AWARDS = """
SELECT held.id, held.user_id, held.level_id, held.annual_gbp, held.period, level.level AS at_level,
       level.scheme AS at_scheme
FROM rewards_heldaward held JOIN rewards_awardlevel level ON level.id = held.level_id
WHERE held.user_id = %(user)s AND (upper_inf(held.period) OR upper(held.period) > %(day)s)
ORDER BY held.id
"""
ELEMENTS = """
SELECT id, user_id, organisation_id, kind, label, annual_gbp, pas, role_title, period
FROM rewards_payelement
WHERE user_id = %(user)s AND superseded_at IS NULL AND (upper_inf(period) OR upper(period) > %(day)s)
ORDER BY id
"""


def ground(user: User, day: date) -> Ground:
    """Reads all that counts from the day on, in four queries; of each no more than pricing asks."""
    asked = {"user": user.pk, "day": day}
    employments = list(Employment.objects.raw(EMPLOYMENTS, asked))
    if not employments:
        return Ground([], [], [], Rates(()))
    for employment in employments:
        at = vars(employment)
        employment.organisation = Organisation(pk=at["organisation_id"], name=at["at_name"], kind=at["at_kind"])
    awards = list(HeldAward.objects.raw(AWARDS, asked))
    for award in awards:
        of = vars(award)
        award.level = AwardLevel(pk=of["level_id"], level=of["at_level"], scheme=of["at_scheme"])
    return Ground(
        employments=employments,
        awards=awards,
        elements=list(PayElement.objects.raw(ELEMENTS, asked)),
        rates=rates_of.load({(each.contract, each.point) for each in employments}),
    )
