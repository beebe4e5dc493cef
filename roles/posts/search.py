"""The queries of a search: the values there are to filter by, and one page of posts."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from people.clinicians.models import Profession
from people.organisations.models import Organisation
from roles.catalogue.models import Archetype
from roles.posts.kept import Kept
from roles.posts.models import Post, PostQuerySet
from roles.posts.query import PAGE_SIZE, Order, Search

SHOWN = (
    "title", "summary", "organisation_name", "region", "pas", "paid_by", "allowance_low_gbp", "allowance_high_gbp",
    "salary_gbp", "term_months", "closes_at", "status",
)  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """The values there are of each facet; of kinds their key and title."""

    kinds: dict[str, tuple[int, str]]
    levels: frozenset[str]
    settings: frozenset[str]
    regions: frozenset[str]
    professions: frozenset[str]

    def known(self) -> dict[str, frozenset[str]]:
        """As roles.posts.query.parse asks for it."""
        return {
            "kind": frozenset(self.kinds),
            "level": self.levels,
            "region": self.regions,
            "profession": self.professions,
            "setting": self.settings,
        }


kept_vocabulary: Kept[Vocabulary] = Kept()


def vocabulary() -> Vocabulary:
    """The values there are of each facet; kept for a minute, or until a kind of role is saved."""
    return kept_vocabulary.get("", _vocabulary)


def _vocabulary() -> Vocabulary:
    rows = list(Archetype.objects.order_by().values_list("slug", "pk", "title", "level", "setting"))
    return Vocabulary(
        kinds={slug: (pk, title) for slug, pk, title, _, _ in rows},
        levels=frozenset(row[3] for row in rows),
        settings=frozenset(row[4] for row in rows),
        regions=frozenset(Organisation.objects.order_by().values_list("region", flat=True).distinct()),
        professions=frozenset(Profession.values),
    )


@receiver([post_save, post_delete], sender=Archetype)
@receiver([post_save, post_delete], sender=Organisation)
def forget_vocabulary(**_: object) -> None:
    """A kind of role or a region that was just saved can be searched by at once."""
    kept_vocabulary.clear()


def matching(words: str, at: datetime) -> PostQuerySet:
    """The open posts that have the words; all open posts without words."""
    found = Post.objects.open(at)
    return found.filter(search=_tsquery(words)) if words else found


def _tsquery(words: str) -> SearchQuery:
    return SearchQuery(words, search_type="websearch", config="english")


def page_of(search: Search, words: str, found: PostQuerySet, known: Vocabulary, page: int) -> list[Post]:
    """One page of the posts that meet every filter, in the order asked for."""
    rows = found.filter(reduce(and_, _conditions(search, known), Q()))
    if search.order == Order.BEST and words:
        rows = rows.order_by(SearchRank(F("search"), _tsquery(words)).desc(), "closes_at", "pk")
    elif search.order == Order.NEWEST:
        rows = rows.order_by(F("published_at").desc(), "-pk")
    elif search.order == Order.PAS:
        rows = rows.order_by("-pas", "closes_at", "pk")
    else:
        rows = rows.order_by("closes_at", "pk")
    start = (page - 1) * PAGE_SIZE
    return list(rows.only(*SHOWN)[start : start + PAGE_SIZE])


def _conditions(search: Search, known: Vocabulary) -> list[Q]:
    chosen = search.chosen
    wanted = []
    if kinds := chosen.get("kind"):
        wanted.append(Q(archetype__in=[known.kinds[slug][0] for slug in kinds]))
    if professions := chosen.get("profession"):
        wanted.append(Q(professions__overlap=list(professions)))
    wanted += [Q(**{f"{name}__in": chosen[name]}) for name in ("level", "region", "setting") if name in chosen]
    if search.least_pas is not None:
        wanted.append(Q(pas__gte=search.least_pas))
    return wanted
