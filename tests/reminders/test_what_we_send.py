"""The page of what is sent says what is declared, and what is declared is what is sent."""

import ast
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
    }


def kinds_told_of(path: Path) -> set[str]:
    """Each `kind=` that the file hands to tell, set_due, finish or cancel, where it is a text or a text's name."""
    tree = ast.parse(path.read_text())
    texts: dict[str, str] = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in {"tell", "set_due", "finish", "cancel", "Letter"}:
            for word in node.keywords:
                if word.arg == "kind" and isinstance(word.value, ast.Constant):
                    found.add(str(word.value.value))
                if word.arg == "kind" and isinstance(word.value, ast.Name) and word.value.id in texts:
                    found.add(texts[word.value.id])
    return found


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def test_no_room_tells_of_a_kind_that_it_has_not_declared():
    files = [path for room in ROOMS for path in (Path(settings.BASE_DIR) / room).rglob("*.py")]
    told = set().union(*(kinds_told_of(path) for path in files))
    assert {"role_review", "return_check_in", "application", "mentoring"} <= told
    assert told - set(DECLARED) == set()
