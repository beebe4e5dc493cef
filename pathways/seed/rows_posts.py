"""From invented adverts to rows of posts and their criteria, sent in batches."""

from collections.abc import Iterable
from itertools import islice

from django.db import connection

from pathways.seed.copying import Keys, copy_in
from pathways.seed.posts import Advert
from roles.models import Criterion, Post

AT_ONCE = 5_000
CRITERIA_EACH = 4


def write_posts(adverts: Iterable[Advert], *, count: int) -> int:
    """Writes the posts with their criteria; returns how many posts there were."""
    post_key, criterion_key = Keys(Post, count), Keys(Criterion, count * CRITERIA_EACH)
    remaining, written = iter(adverts), 0
    while batch := list(islice(remaining, AT_ONCE)):
        keyed = [(post_key(), advert) for advert in batch]
        written += copy_in(Post, (_post(key, advert) for key, advert in keyed))
        copy_in(
            Criterion,
            (
                Criterion(id=criterion_key(), post_id=key, position=position, text=text, essential=essential, weight=1)
                for key, advert in keyed
                for position, (text, essential) in enumerate(advert.criteria, start=1)
            ),
        )
    return written


def _post(key: int, advert: Advert) -> Post:
    place, kind = advert.place, advert.kind
    low, high = advert.allowance
    return Post(
        id=key,
        organisation_id=place.organisation_id,
        service_id=None if advert.whole_organisation else place.service_id,
        archetype_id=kind.id,
        specialty_id=None if advert.whole_organisation else place.specialty_id,
        title=advert.title,
        summary=advert.summary,
        description=advert.description,
        professions=list(kind.professions),
        region=place.region,
        setting=kind.setting,
        level=kind.level,
        specialty_name="" if advert.whole_organisation else place.specialty,
        organisation_name=place.organisation,
        found_by=", ".join(filter(None, [kind.title, "" if advert.whole_organisation else place.service, place.town])),
        pas=advert.pas,
        paid_by=advert.paid_by,
        allowance_low_gbp=low,
        allowance_high_gbp=high,
        salary_gbp=advert.salary,
        keeps_clinical_contract=advert.keeps_contract,
        term_months=kind.term_years * 12 if kind.term_years else None,
        starts_on=advert.starts_on,
        clinical_minimum_pas=2 if advert.keeps_contract else None,
        return_dcc_pas="7.5" if advert.keeps_contract else None,
        return_within_months=3 if advert.keeps_contract else None,
        return_notice_months=3 if advert.keeps_contract else None,
        contact_name=advert.contact,
        contact_email=advert.contact_email,
        contact_phone=advert.contact_phone,
        how_chosen=advert.how_chosen,
        status=advert.status,
        published_at=advert.published_at,
        closes_at=advert.closes_at,
    )


def fill_search_words() -> None:
    """Gathers the words of published posts, which the search offers for a misspelt one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO roles_searchword (word)"
            " SELECT word FROM ts_stat($$SELECT to_tsvector('simple',"
            " concat_ws(' ', title, specialty_name, organisation_name, found_by, region, summary, description))"
            " FROM roles_post WHERE status = 'published'$$)"
            " WHERE word ~ '^[a-z]{3,60}$' ON CONFLICT DO NOTHING"
        )
