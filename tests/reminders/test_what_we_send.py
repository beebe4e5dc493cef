"""The page of what is sent says what is declared, and what is declared is what is sent."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from reminders.kinds import DECLARED
from reminders.what_we_send import PAGE, page

ROOMS = ("reminders", "rewards", "roles", "mentoring", "pathways")


def test_the_page_is_as_the_kinds_are_declared():
    assert PAGE.read_text() == page(), "Run: python manage.py what_we_send"


def test_the_kinds_of_the_issue_are_there():
    assert set(DECLARED) >= {
        "role_review",
        "split-to-sign",
        "split_ending",
        "return_check_in",
        "protection_ending",
        "post_closing",
        "offer_answer",
        "saved_search",
        "appraisal",
        "mentorship_session",
    }


def kinds_told_of(path: Path) -> set[str]:
    """Each `kind=` that the file hands to tell, set_due, finish or cancel, where it is a text or a text's name."""
    tree = ast.parse(path.read_text())
    texts = dict(pair for node in tree.body if isinstance(node, ast.Assign) for pair in named(node))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in {"tell", "set_due", "finish", "cancel", "Letter"}:
            for word in node.keywords:
                if word.arg == "kind" and isinstance(word.value, ast.Constant):
                    found.add(str(word.value.value))
                if word.arg == "kind" and isinstance(word.value, ast.Name) and word.value.id in texts:
                    found.add(texts[word.value.id])
    return found


def named(node: ast.Assign) -> Iterator[tuple[str, str]]:
    """The texts that an assignment gives names to: `DUE = "review"`, also several at once."""
    for target in node.targets:
        several = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
        pairs = zip(target.elts, node.value.elts, strict=True) if several else [(target, node.value)]  # type: ignore[attr-defined]  # both are
        for name, value in pairs:
            if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield name.id, value.value


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def test_no_room_tells_of_a_kind_that_it_has_not_declared():
    files = [path for room in ROOMS for path in (Path(settings.BASE_DIR) / room).rglob("*.py")]
    told = set().union(*(kinds_told_of(path) for path in files))
    assert {"role_review", "return_check_in", "application", "mentoring"} <= told
    assert told - set(DECLARED) == set()
