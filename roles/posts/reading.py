"""The post that a page shows, with all it says, in one query.

In SQL by hand: it is the page most often opened, and the ORM took fourteen times as long to write this question as
to ask it (1.4 ms against 0.1 ms of processor time).
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from people.models import Organisation, Service, User
from roles.catalogue.models import Archetype
from roles.fit.rules import Asked, Reader
from roles.posts.documents import PostDocument
from roles.posts.models import Post, PostStatus

MOST = 2**63 - 1
"""PostgreSQL's largest key."""
COLUMNS = ", ".join(f"post.{field.column}" for field in Post._meta.concrete_fields if field.name != "search")
POST = f"""
SELECT {COLUMNS}, organisation.kind AS at_kind, organisation.town AS at_town, service.name AS at_service,
       archetype.title AS at_archetype, archetype.slug AS at_kind_slug,
       service.specialty_name AS at_specialty,
       (SELECT json_build_array(profession, coalesce(specialty.name, ''), home_region, wants_pas_low::text,
                                wants_pas_high::text)
        FROM people_clinician reader LEFT JOIN people_specialty specialty ON specialty.id = reader.specialty_id
        WHERE reader.user_id = %(reader)s) AS read_by,
       (SELECT coalesce(json_agg(json_build_array(competency.element, own.id IS NOT NULL) ORDER BY competency.id), '[]')
        FROM roles_archetype_competencies asked JOIN roles_competency competency ON competency.id = asked.competency_id
        LEFT JOIN roles_owncompetency own ON own.competency_id = competency.id AND own.user_id = %(reader)s
        WHERE asked.archetype_id = archetype.id AND %(reader)s IS NOT NULL) AS competencies,
       (SELECT coalesce(json_agg(json_build_array(text, essential) ORDER BY position), '[]')
        FROM roles_criterion criterion WHERE criterion.post_id = post.id) AS asked_for,
       (SELECT coalesce(json_agg(json_build_array(at, why, lines) ORDER BY at DESC), '[]')
        FROM roles_postchange changed WHERE changed.post_id = post.id) AS changed,
       (SELECT coalesce(json_agg(json_build_array(id, title, kind, size) ORDER BY id), '[]')
        FROM roles_postdocument document WHERE document.post_id = post.id) AS attached
FROM roles_post post
JOIN people_organisation organisation ON organisation.id = post.organisation_id
JOIN roles_archetype archetype ON archetype.id = post.archetype_id
LEFT JOIN people_service service ON service.id = post.service_id
WHERE post.id = %(post)s AND post.status <> %(draft)s
"""  # noqa: S608 -- the model's own columns


@dataclass(frozen=True)
class Shown:
    """A post as its page shows it: `criteria` as (text, essential); to a clinician with how it fits them."""

    post: Post
    """With its documents as `attached`."""
    criteria: list[tuple[str, bool]]
    reader: Reader | None
    """None where the reader is no clinician."""
    asked: Asked
    changes: list[tuple[datetime, str, list[list[str]]]]
    """What changed since it was published, newest first: when, why, and each line before and after."""


def read(pk: int, reader: User | None) -> Shown | None:
    """The post, open or not; None for a draft, and where there is none."""
    if pk > MOST:
        return None
    asked = {"post": pk, "reader": reader.pk if reader else None, "draft": PostStatus.DRAFT.value}
    for post in Post.objects.raw(POST, asked):
        at = vars(post)
        post.organisation = Organisation(
            pk=post.organisation_id, name=post.organisation_name, kind=at["at_kind"], town=at["at_town"]
        )
        post.archetype = Archetype(pk=at["archetype_id"], title=at["at_archetype"], slug=at["at_kind_slug"])
        if at["service_id"]:
            post.service = Service(pk=at["service_id"], name=at["at_service"])
        criteria = [(text, essential) for text, essential in at["asked_for"]]
        changes = [(datetime.fromisoformat(day), why, lines) for day, why, lines in at["changed"]]
        at["attached"] = [
            PostDocument(pk=key, post_id=post.pk, title=title, kind=kind, size=size)
            for key, title, kind, size in at["attached"]
        ]
        what = Asked(
            tuple(post.professions),
            post.pas,
            at["at_specialty"] or "",
            post.region,
            tuple((element, shown) for element, shown in at["competencies"]),
        )
        return Shown(post, criteria, _reader(at["read_by"]), what, changes)
    return None


def _reader(said: list[str | None] | None) -> Reader | None:
    if said is None:
        return None
    profession, specialty, region, low, high = said
    return Reader(
        profession or "", specialty or "", region or "", Decimal(low) if low else None, Decimal(high) if high else None
    )
