"""What the generators start from: archetypes, open organisations and their services, read once."""

from collections import defaultdict
from decimal import Decimal
from random import Random

from pathways.seed.places import services_for
from pathways.seed.posts import Kind, Place
from people.models import Organisation, Service, Specialty
from roles.models import Archetype


def stream(random_seed: int, name: str) -> Random:
    """A stream of chance of its own for each part, so that more of one part leaves the others as they were."""
    return Random(f"{random_seed}-{name}")  # noqa: S311 - nothing secret is made of it


def kinds_by_slug() -> dict[str, Kind]:
    """The archetypes as the generators read them."""
    return {
        a.slug: Kind(
            id=a.pk,
            slug=a.slug,
            title=a.title,
            level=a.level,
            setting=a.setting,
            pas=(a.pas_low or Decimal("0.25"), a.pas_high or Decimal(1)),
            allowance=(
                a.allowance_low_gbp or a.other_pay_low_gbp or Decimal(0),
                a.allowance_high_gbp or a.other_pay_high_gbp or Decimal(0),
            ),
            basis=a.payment_basis,
            term_years=a.term_years,
            professions=tuple(a.professions),
        )
        for a in Archetype.objects.order_by("slug")
    }


def open_organisations() -> list[Organisation]:
    """Organisations that are open, in the order of their codes."""
    return list(Organisation.objects.filter(closed_on=None).order_by("ods_code"))


def make_places(rng: Random, organisations: list[Organisation]) -> dict[int, list[Place]]:
    """Makes the services that are not there yet; returns each organisation's services as the generators read them."""
    specialties = dict(Specialty.objects.order_by("-parent").values_list("name", "pk"))
    wanted = {o.pk: services_for(rng, o.subtype) for o in organisations}
    Service.objects.bulk_create(
        [
            Service(organisation_id=key, name=name, specialty_name=specialty, dcc_pas_needed=Decimal(40))
            for key, services in wanted.items()
            for name, specialty in services
        ],
        ignore_conflicts=True,
    )
    by_organisation = {o.pk: o for o in organisations}
    places: dict[int, list[Place]] = defaultdict(list)
    for service in Service.objects.filter(organisation__in=by_organisation).order_by("organisation_id", "name"):
        o = by_organisation[service.organisation_id]
        places[o.pk].append(
            Place(
                organisation_id=o.pk,
                organisation=o.name,
                subtype=o.subtype,
                region=o.region,
                town=o.town,
                service_id=service.pk,
                service=service.name,
                specialty_id=specialties.get(service.specialty_name),
                specialty=service.specialty_name,
            )
        )
    return places
