"""The values there are to search by."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from people.clinicians.models import Profession
from people.models import Service, Specialty
from people.organisations.models import Organisation
from roles.catalogue.models import Archetype
from roles.catalogue.words import level_words, setting_words
from roles.posts.kept import Kept

# Values that do not come from records: how long a term is, and what a post offers beside pay.
TERMS = {
    "year": "Up to a year",
    "two-years": "Over 1, up to 2 years",
    "three-years": "Over 2, up to 3 years",
    "longer": "Over 3 years",
    "none": "No fixed term",
}
OFFERS = {
    "return": "A right to return to clinical work",
    "secondment": "Open as a secondment",
    "job-share": "Open to a job share",
}


@dataclass(frozen=True)
class Vocabulary:
    """The values there are of each facet, with their words; `keys` are those of the records behind them."""

    titles: dict[str, dict[str, str]]
    keys: dict[str, dict[str, int]]

    @cached_property
    def values(self) -> dict[str, dict[int, str]]:
        """The value behind each record's key, by facet."""
        return {name: {key: value for value, key in keys.items()} for name, keys in self.keys.items()}

    def known(self) -> dict[str, dict[str, str]]:
        """As roles.posts.query.parse asks for it."""
        return self.titles


kept_vocabulary: Kept[Vocabulary] = Kept()


def vocabulary() -> Vocabulary:
    """The values there are of each facet; kept for a minute, or until a kind of role is saved."""
    return kept_vocabulary.get("", _vocabulary)


def _vocabulary() -> Vocabulary:
    kinds = list(Archetype.objects.order_by().values_list("slug", "pk", "title", "level", "setting"))
    places = list(Organisation.objects.order_by().values_list("ods_code", "pk", "name", "region"))
    services = Service.objects.exclude(specialty_name="").order_by().values_list("specialty_name", flat=True)
    specialties = {*services.distinct(), *Specialty.objects.order_by().values_list("name", flat=True)}
    return Vocabulary(
        titles={
            "kind": {slug: title for slug, _, title, _, _ in kinds},
            "level": {level: level_words(level) for *_, level, _ in kinds},
            "region": {region: region for *_, region in places},
            "organisation": {code: name for code, _, name, _ in places},
            "profession": {value: str(label) for value, label in Profession.choices},
            "specialty": {name: name for name in specialties},
            "setting": {setting: setting_words(setting) for *_, setting in kinds},
            "term": TERMS,
            "offers": OFFERS,
        },
        keys={
            "kind": {slug: pk for slug, pk, *_ in kinds},
            "organisation": {code: pk for code, pk, *_ in places},
        },
    )


@receiver([post_save, post_delete], sender=Archetype)
@receiver([post_save, post_delete], sender=Organisation)
def forget_vocabulary(**_: object) -> None:
    """A kind of role or an organisation that was just saved can be searched by at once."""
    kept_vocabulary.clear()
