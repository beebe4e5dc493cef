"""The values there are to search by."""

from dataclasses import dataclass

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from people.clinicians.models import Profession
from people.organisations.models import Organisation
from roles.catalogue.models import Archetype
from roles.posts.kept import Kept


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
