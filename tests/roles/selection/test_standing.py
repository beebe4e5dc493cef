"""Where a choice stands: whose turn it is and what comes next, from the first applicant to the last answer."""

from datetime import UTC, datetime, timedelta

import pytest

from roles.posts.models import Post, PostStatus
from roles.selection.standing import Numbers, standing

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def post(*, closes_in: int = -1, locked: bool = False, status: PostStatus = PostStatus.PUBLISHED) -> Post:
    return Post(
        title="Clinical lead",
        status=status,
        seats=1,
        closes_at=NOW + timedelta(days=closes_in),
        shortlist_locked_at=NOW if locked else None,
    )


@pytest.mark.parametrize(
    ("made", "numbers", "status", "mine", "says"),
    [
        (post(closes_in=3), Numbers(0, 2), "Open to applicants", False, "Then the panel scores."),
        (post(closes_in=3), Numbers(0, 1), "Open to applicants", True, "add 1 more person to the panel"),
        (post(), Numbers(0, 0), "Nobody applied", False, "Nothing is left to do here."),
        (post(), Numbers(2, 0), "Panel too small", True, "add 2 more people to the panel"),
        (post(), Numbers(2, 2, short="Short of that: A."), "Scoring", False, "The panel’s turn. Short of that: A."),
        (post(), Numbers(2, 2), "Scored", True, "check the list and lock it"),
        (post(locked=True), Numbers(2, 2, shortlisted=1), "Shortlist locked", True, "1 shortlisted applicant"),
        (post(locked=True), Numbers(2, 2, waiting=1, free=False), "Offered", False, "whoever has an offer"),
        (
            post(locked=True),
            Numbers(2, 2, 1, 1, False),
            "Offered",
            False,
            "applicant waits for your word.",
        ),
        (
            post(locked=True),
            Numbers(2, 2, 1, free=False, filled=True),
            "Filled",
            True,
            "tell 1 shortlisted applicant",
        ),
        (post(locked=True), Numbers(2, 2, free=False, filled=True), "Filled", False, "Nothing is left to do."),
        (post(locked=True), Numbers(2, 2), "Shortlist locked", False, "The post is not filled"),
        (post(status=PostStatus.WITHDRAWN), Numbers(2, 2), "Withdrawn", False, "The post was withdrawn."),
    ],
)
def test_each_stage_says_whose_turn_it_is(made: Post, numbers: Numbers, status: str, mine: bool, says: str) -> None:
    stands = standing(made, numbers, NOW)
    assert (stands.status, stands.mine) == (status, mine)
    assert says in stands.next_step
    assert bool(stands.task) or not mine
