"""Open posts as offers that one's own package is compared with (rewards.comparisons.offers)."""

import re
from collections.abc import Sequence

from django.utils import timezone

from rewards.comparisons.offers import Answer, Offered
from rewards.packages.services import role_of
from roles.posts import facts
from roles.posts.models import Post

NUMBER = re.compile(r"#?([0-9]{1,18})")
ADDRESS = re.compile(r"(?:https?://[^/\s]+)?/?roles/([0-9]{1,18})(?:/\S*)?")


def number_in(typed: str) -> int | None:
    """The post that was meant: its number, or its address with or without what stands before and after."""
    found = NUMBER.fullmatch(typed.strip()) or ADDRESS.fullmatch(typed.strip())
    return int(found[1]) if found else None


def offers_typed(typed: Sequence[str]) -> list[Answer]:
    """Each post as an offer, or the sentence that says why not: not to be read, not there, not open. One query."""
    numbers = [number_in(each) for each in typed]
    asked = {number for number in numbers if number is not None}
    posts = {}
    if asked:
        found = Post.objects.published().filter(pk__in=asked).select_related("organisation").defer("search")
        posts = {post.pk: post for post in found}
    now = timezone.now()
    answers: list[Answer] = []
    for number in numbers:
        post = posts.get(number) if number is not None else None
        if number is None:
            answers.append("Give one post, by its number, like 12, or its address, like /roles/12/")
        elif post is None:
            answers.append(f"There is no open post with the number {number}: check it on the post’s page")
        elif not (standing := facts.standing(post, now)).open:
            answers.append(f"“{post.title}” is not open. {standing.sentence}")
        else:
            answers.append(_offer(post))
    return answers


def _offer(post: Post) -> Offered:
    return Offered(
        key=str(post.pk),
        role=role_of(post),
        employer=post.organisation_name,
        href=post.get_absolute_url(),
        starts=post.starts_on,
        term_months=post.term_months,
        way_back=tuple(facts.way_back(post)),
    )
