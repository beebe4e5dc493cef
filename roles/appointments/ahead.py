"""Offers to be answered and roles to begin, as the report on awards at risk asks for them."""

from collections.abc import Iterator
from datetime import date

from people.models import Organisation
from rewards.reports.at_risk.ahead import Ahead
from roles.appointments.models import Appointment
from roles.posts.models import PaidBy
from roles.selection.models import Offer
from roles.selection.outcome_models import OfferStatus

OFFER, APPOINTMENT = "Offer waiting for an answer", "Role that has yet to begin"


def roles_ahead(organisation: Organisation, today: date) -> Iterator[Ahead]:
    """Open offers and appointments that begin after today: two queries. No week is agreed for them yet."""
    offers = Offer.objects.filter(
        application__post__organisation=organisation, status=OfferStatus.MADE, answer_by__gte=today
    )
    path = "application__post__"
    for user, service, starts, paid_by, keeps in offers.values_list(
        "application__applicant",
        f"{path}service__name",
        "starts_on",
        f"{path}paid_by",
        f"{path}keeps_clinical_contract",
    ):
        yield Ahead(user, OFFER, starts, service or "", None, keeps or paid_by != PaidBy.SALARY)
    begun_later = Appointment.objects.filter(organisation=organisation, term__startswith__gt=today)
    for user, service, starts, paid_by, keeps in begun_later.values_list(
        "user", "service__name", "term__startswith", "paid_by", "post__keeps_clinical_contract"
    ):
        yield Ahead(user, APPOINTMENT, starts, service or "", None, keeps is not False or paid_by != PaidBy.SALARY)
