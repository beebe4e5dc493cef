"""Puts the pieces together: real services, invented people with careers, invented posts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.db import transaction

from pathways.seed.careers import Person, staff_of
from pathways.seed.copying import Keys, say_why_in_history
from pathways.seed.pay import write_pay
from pathways.seed.places import sort_of
from pathways.seed.points import points_on
from pathways.seed.posts import Kind, Place, adverts_of
from pathways.seed.reading import kinds_by_slug, make_places, open_organisations, stream
from pathways.seed.rows_careers import write_roles
from pathways.seed.rows_people import write_people
from pathways.seed.rows_posts import fill_search_words, write_posts
from pathways.seed.rows_splits import Signatories, weeks_of, write_splits
from people.models import Organisation, Role, User
from people.refusals import Refused

OPEN_SHARE = 0.05
PENDING_SHARE = 0.02
PEOPLE_EACH = 40
"""Fewer people than this an organisation are gathered in fewer organisations."""
SIZE = {"acute": 10, "specialist": 4, "mental": 5, "community": 3, "ambulance": 1, "board": 1}


@dataclass(frozen=True)
class Wish:
    """What to seed. `employer` (an ODS code) employs all the people; `pending` of them wait for the last signature."""

    people: int
    posts: int
    random_seed: int
    on: date
    employer: str = ""
    pending: int | None = None
    open_share: float = OPEN_SHARE


def nothing(_: str) -> None:
    """Says nothing."""


@transaction.atomic
def seed(wish: Wish, say: Callable[[str], None] = nothing) -> list[Person]:
    """Seeds all of the wish, or nothing; the same wish on the same reference data makes the same rows.

    Raises Refused where reference data is missing or these people are there already.
    """
    mark = f"s{wish.random_seed}"
    say_why_in_history("Made up by seeding")
    if wish.people and User.objects.filter(email__endswith="@seed.example", email__contains=f".{mark}n").exists():
        raise Refused(f"The people of random seed {wish.random_seed} are here already. Choose another one.")
    kinds, organisations = kinds_by_slug(), open_organisations()
    if not kinds or not organisations:
        raise Refused("There is no reference data yet. Run load_reference_data first.")
    places = make_places(stream(wish.random_seed, "places"), organisations)
    say(f"{sum(map(len, places.values()))} services in {len(organisations)} organisations")
    people = _people(wish, mark, kinds, organisations, places)
    _write_careers(wish, people)
    say(f"{len(people)} people with their careers")
    adverts = adverts_of(
        stream(wish.random_seed, "posts"),
        list(kinds.values()),
        [place for of_one in places.values() for place in of_one],
        count=wish.posts,
        open_share=wish.open_share,
        on=wish.on,
    )
    written = write_posts(adverts, count=wish.posts)
    fill_search_words()
    say(f"{written} posts, {round(wish.posts * wish.open_share)} of them open")
    return people


def _write_careers(wish: Wish, people: list[Person]) -> None:
    rng = stream(wish.random_seed, "weeks")
    points = points_on(wish.on)
    write_people(people, points, on=wish.on)
    appointments = write_roles(people, on=wish.on)
    wanted = round(len(people) * PENDING_SHARE) if wish.pending is None else wish.pending
    signatories = Signatories.of(people)
    proposers = [p.id for p in people if {Role.CLINICIAN} == set(p.roles) and not p.held and all(signatories.pair(p))]
    pending = set(rng.sample(proposers, min(wanted, len(proposers))))
    weeks = weeks_of(rng, people, appointments, pending=pending, on=wish.on)
    write_splits(weeks, signatories)
    write_pay(people, weeks, appointments, points, on=wish.on)


def _people(
    wish: Wish, mark: str, kinds: dict[str, Kind], organisations: list[Organisation], places: dict[int, list[Place]]
) -> list[Person]:
    rng = stream(wish.random_seed, "people")
    employers = [o for o in organisations if o.ods_code == wish.employer] if wish.employer else organisations
    if not employers:
        raise Refused(f"No open organisation has the code {wish.employer}.")
    most = max(1, wish.people // PEOPLE_EACH)
    if len(employers) > most:
        employers = rng.sample(employers, most)
    sizes = _shares(wish.people, [SIZE[sort_of(o.subtype)] for o in employers])
    key, marks = Keys(User, wish.people), (f"{mark}n{number}" for number in count(1))
    return [
        person
        for employer, size in zip(employers, sizes, strict=True)
        for person in staff_of(rng, places[employer.pk], kinds, count=size, marks=marks, key=key, on=wish.on)
    ]


def _shares(whole: int, weights: list[int]) -> list[int]:
    """Whole shares of the whole in proportion to the weights, which add up to it."""
    shares = [whole * weight // sum(weights) for weight in weights]
    shares[0] += whole - sum(shares)
    return shares
