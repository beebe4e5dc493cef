"""Keeping a report as it was taken, passing it on, and taking it back."""

from django.db import transaction
from django.utils import timezone

from people.models import Organisation, User
from people.refusals import Refused
from rewards.editions import policies, text
from rewards.editions.models import Edition, EditionFacts
from rewards.editions.rules import Shown, cells_of, safe
from rewards.reports.asking import Ask
from rewards.reports.policies import reports_open_to
from rewards.reports.published import Published
from rewards.reports.registered import Report

NOT_YOURS = "Only human resources of this organisation keep and publish its reports."


def keep(report: Report, ask: Ask, *, name: str, address: str, by: User) -> Edition:
    """Takes the report as it stands and keeps it under a name; what is kept never changes.

    Raises Refused where it is not the user's to take, or where there is nothing to keep.
    """
    if not reports_open_to(by).filter(pk=ask.organisation.pk).exists():
        raise Refused(NOT_YOURS)
    taken_at = timezone.now()
    published = report.figures(ask)
    if not published.tables:
        raise Refused(f"There is nothing to keep: {published.empty}")
    content = text.as_text(published)
    with transaction.atomic():
        edition = Edition.objects.create(
            organisation=ask.organisation,
            report=report.slug,
            name=name,
            on=ask.on,
            known_at=ask.known or taken_at,
            part=ask.part,
            address=address,
            content=content,
            checksum=text.checksum(content),
            taken_by=by,
            taken_at=taken_at,
        )
        EditionFacts.objects.create(edition=edition, packed=text.packed(published.tables))
    return edition


def as_it_would_be_shown(edition: Edition) -> Published:
    """What of the edition may be passed on beside everything passed on before: no sentence, and no small figure."""
    published = text.with_facts(text.from_text(edition.content), bytes(edition.facts.packed))
    earlier = Edition.objects.ever_published().filter(organisation=edition.organisation_id).exclude(pk=edition.pk)
    cells = [
        cell
        for one in earlier.select_related("facts").order_by("published_at", "pk")
        for table in text.with_facts(text.from_text(one.shown), bytes(one.facts.packed)).tables
        for cell in cells_of(table)
    ]
    tables = safe(published.tables, Shown.of(cells, published.least))
    empty = "" if tables else "Beside what was published before, every figure of this report would tell of few people."
    return Published(published.title, "", tables, published.method, published.least, empty)


def publish(edition: Edition, *, by: User) -> Edition:
    """Opens the edition to the organisation's analysts; published again after it was withdrawn, it shows the same.

    Raises Refused where it is not the user's to publish, or where nothing of it may be shown.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=edition.organisation_id)  # one after the other: each is weighed
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if not policies.keeps(by, edition):
            raise Refused(NOT_YOURS)
        if edition.published_at is not None:
            edition.withdrawn_at = None
            edition.save(update_fields=["withdrawn_at"])
            return edition
        published = as_it_would_be_shown(edition)
        if not published.tables:
            raise Refused(published.empty)
        edition.shown = text.as_text(published)
        edition.shown_checksum = text.checksum(edition.shown)
        edition.published_by, edition.published_at = by, timezone.now()
        edition.save(update_fields=["shown", "shown_checksum", "published_by", "published_at"])
        return edition


def withdraw(edition: Edition, *, by: User) -> Edition:
    """Closes a published edition to analysts. What they have read is still weighed: they may remember it."""
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if not policies.keeps(by, edition):
            raise Refused(NOT_YOURS)
        if edition.published_at is not None and edition.withdrawn_at is None:
            edition.withdrawn_at = timezone.now()
            edition.save(update_fields=["withdrawn_at"])
        return edition
