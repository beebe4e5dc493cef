"""The kinds of role: a map from the team to the whole country, and a page for each."""

from itertools import groupby
from operator import attrgetter

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.models import User
from roles.catalogue.models import Archetype
from roles.catalogue.words import FRAMEWORKS, LEVELS, level_words, setting_words
from roles.kinds.careers import LEAST, career
from roles.kinds.facts import usual
from roles.kinds.talkers import talkers
from roles.posts.models import Post

POSTS_SHOWN = 5


@require_safe
def map_of_levels(request: HttpRequest) -> HttpResponse:
    """All kinds by level, from nearest to the patient to the whole country, each with its open posts."""
    order = list(LEVELS)
    counted = Post.objects.open(timezone.now()).order_by().values_list("archetype").annotate(Count("pk"))
    kinds = sorted(
        Archetype.objects.all(),
        key=lambda kind: (order.index(kind.level) if kind.level in order else len(order), kind.title),
    )
    levels = [(level_words(level), list(those)) for level, those in groupby(kinds, key=attrgetter("level"))]
    return render(request, "roles/kinds_map.jinja", {"levels": levels, "count": len(kinds), "open": dict(counted)})


@require_safe
def kind(request: HttpRequest, slug: str) -> HttpResponse:
    """One kind of role: what it is, what is usual, where it leads, who would talk, and its open posts."""
    archetype = get_object_or_404(Archetype, slug=slug)
    posts = Post.objects.open(timezone.now()).filter(archetype=archetype)
    count = posts.count()
    frameworks = groupby(archetype.competencies.order_by("framework", "pk"), key=attrgetter("framework"))
    context = {
        "kind": archetype,
        "level": level_words(archetype.level),
        "setting": setting_words(archetype.setting),
        "facts": usual(archetype),
        "career": career(archetype, timezone.localdate()),
        "least": LEAST,
        "frameworks": [(FRAMEWORKS.get(name, name), list(those)) for name, those in frameworks],
        "posts": posts.order_by("closes_at", "pk")[:POSTS_SHOWN] if count else [],
        "count": count,
        "talkers": talkers(archetype, request.user) if isinstance(request.user, User) else None,
    }
    return render(request, "roles/kinds_kind.jinja", context)
