"""The list of an organisation's people, as HR looks for them: ordered and cut into pages by the database."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet

from people.models import Organisation, User
from rewards.employment.models import Contract, Employment
from rewards.progression.reading import Due, due
from rewards.staff.policies import people_of

A_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What HR asks for, as it stands in the address."""

    words: str = ""
    contract: str = ""
    due: bool = False
    without: bool = False
    page: str = "1"


@dataclass(frozen=True)
class Row:
    """One person of the list: their terms of today, and the step of pay that is due."""

    user: User
    employment: Employment | None
    due: Due | None


def listed(organisation: Organisation, asked: Asked, today: date) -> tuple[Page[User], list[Row], int]:
    """A page of the list, its rows, and how many steps are due in all. The queries do not grow with the rows."""
    steps = {each.employment.pk: each for each in due(organisation, today)}
    here = Employment.objects.in_force(today).filter(organisation=organisation)
    people = _people(organisation, asked, here, steps)
    if asked.words:
        people = people.filter(name__icontains=asked.words)
    page = Paginator(people.order_by("name", "pk"), A_PAGE).get_page(asked.page)
    terms = {each.user_id: each for each in here.filter(user__in=[user.pk for user in page]).select_related("service")}
    rows = []
    for user in page:
        employment = terms.get(user.pk)
        rows.append(Row(user, employment, steps.get(employment.pk) if employment else None))
    return page, rows, len(steps)


def _people(
    organisation: Organisation, asked: Asked, here: QuerySet[Employment], steps: dict[int, Due]
) -> QuerySet[User]:
    wanted = here.filter(user=OuterRef("pk"))
    if asked.without:
        return people_of(organisation).filter(~Exists(wanted))
    if asked.contract:
        wanted = wanted.filter(contract=Contract[asked.contract])
    if asked.due:
        wanted = wanted.filter(pk__in=list(steps))
    return User.objects.filter(Exists(wanted))
