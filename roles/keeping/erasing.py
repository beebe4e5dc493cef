"""Erasing applications: their rows, what hangs on them, letters about them and their history; counts stay."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from pghistory.models import Context

from people.history import because
from people.models import Membership, Role
from reminders.models import Due, Message, Notice
from roles.applications.models import Application, StageCount
from roles.applications.pseudonym import pseudonyms
from roles.equality.services import forget
from roles.keeping.due import due
from roles.keeping.reach import Reach, history_models
from roles.posts.models import Post
from roles.selection.models import PanelSeat

BATCH = 100


def erase_some(now: datetime) -> int:
    """Erases up to BATCH applications that are due; returns how many. Run twice at once, each goes once.

    The posts' rows are held, so that a hold is either seen here or finds what it was for gone.
    """
    with transaction.atomic(), because("Erased applications past their time"):
        posts = list(due(now).values_list("post_id", flat=True)[:BATCH])
        list(Post.objects.select_for_update(no_key=True).filter(pk__in=posts).order_by("pk"))
        gone = list(due(now).filter(post__in=posts).select_for_update(of=("self",)).select_related("applicant")[:BATCH])
        if gone:
            _count(gone)
            for application in gone:
                forget(pseudonyms(application))
            reach = Reach()
            reach.gather(Application, [application.pk for application in gone])
            _letters(gone, reach)
            _rows(reach)
            _declarations({application.post_id for application in gone})
            _history(reach, _named(gone))
        return len(gone)


def _count(gone: list[Application]) -> None:
    for (post_id, status), count in Counter((each.post_id, each.status) for each in gone).items():
        StageCount.objects.get_or_create(post_id=post_id, status=status)
        StageCount.objects.filter(post_id=post_id, status=status).update(count=F("count") + count)


def _named(gone: list[Application]) -> str:
    """Any of their references, as a regular expression."""
    return f"({'|'.join(application.reference for application in gone)})"


def _letters(gone: list[Application], reach: Reach) -> None:
    """Letters and reminders that name an application, or are about what hangs on it, to whomever they went.

    They went to its applicant, or to someone with a part in the organisation's choices: nobody else's are read.
    """
    references, about = _named(gone), Q()
    for model, keys in reach.rows.items():
        about |= Q(key__regex=f"^{model._meta.model_name}:({'|'.join(map(str, keys))}):")
    for each in gone:
        about |= Q(user=each.applicant_id, key__startswith=f"post:{each.post_id}:")
    named = Q(path__regex=references) | Q(text__regex=references) | Q(subject__regex=references)
    told = {each.applicant_id for each in gone} | _who_chooses({each.post_id for each in gone})
    Message.objects.filter(about | named, user__in=told).delete()
    Notice.objects.filter(about | Q(path__regex=references) | Q(title__regex=references), user__in=told).delete()
    things = [f"{model._meta.model_name}:{key}" for model, keys in reach.rows.items() for key in keys]
    dues = Due.objects.filter(Q(subject__in=things) | Q(path__regex=references), user__in=told)
    Notice.objects.filter(due__in=dues).delete()
    dues.delete()


def _who_chooses(posts: set[int]) -> set[int]:
    """Whoever holds or held a seat on the posts' panels, or any role but a clinician's in their organisations."""
    seats = PanelSeat.objects.filter(post__in=posts).values_list("user_id", flat=True)
    members = Membership.objects.filter(organisation__posts__in=posts).exclude(role=Role.CLINICIAN)
    return {*seats, *members.values_list("user_id", flat=True).distinct()}


def _rows(reach: Reach) -> None:
    for model, link, keys in reach.links:
        manager: Any = model._base_manager
        manager.filter(**{f"{link}__in": keys}).update(**{link: None})
    for model in reach.order:
        manager = model._base_manager
        manager.filter(pk__in=reach.rows[model]).delete()


def _history(reach: Reach, references: str) -> None:
    """The events of what went, and the contexts that nothing else happened in; others lose the address."""
    contexts: set[Any] = set()
    for events in history_models():
        keys = reach.rows.get(events.pgh_tracked_model)
        if keys:
            old = events._base_manager.filter(pgh_obj_id__in=keys)
            contexts |= set(old.values_list("pgh_context_id", flat=True)) - {None}
            old.delete()
    shared: set[Any] = set()
    for events in history_models():
        there = events._base_manager.filter(pgh_context_id__in=contexts)
        shared |= set(there.values_list("pgh_context_id", flat=True))
    Context.objects.filter(pk__in=contexts - shared).delete()
    Context.objects.filter(pk__in=shared, metadata__url__regex=references).update(
        metadata=RawSQL("metadata - 'url'", [], output_field=models.JSONField())
    )


def _declarations(posts: set[int]) -> None:
    """What panel members wrote about their own interests may name an applicant: it goes with the post's last one."""
    left = set(Application.objects.filter(post__in=posts).values_list("post_id", flat=True))
    seats = PanelSeat.objects.filter(post__in=posts - left)
    words = [f.name for f in PanelSeat._meta.concrete_fields if isinstance(f, models.TextField)]
    keys = list(seats.values_list("pk", flat=True))
    seats.update(**dict.fromkeys(words, ""))
    events: Any = PanelSeat._meta.get_field("events").related_model
    events._base_manager.filter(pgh_obj_id__in=keys).update(**dict.fromkeys(words, ""))
