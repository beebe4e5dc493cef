"""What typed text may hold: nothing that a letter's subject, a feed or a calendar trips over, nothing that hides."""

import unicodedata

# Order of reading forced on what follows (a title that reads backwards), and what XML cannot hold.
_DROPPED = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
_CONTROLS = dict.fromkeys((*range(1, 32), *range(127, 160)), " ")
_SEVERAL = _DROPPED | {code: to for code, to in _CONTROLS.items() if chr(code) not in "\t\n\r"}
_ONE = _DROPPED | _CONTROLS | {0x2028: " ", 0x2029: " "}


def one_line(text: str) -> str:
    """A line of text: breaks and control characters are spaces, and what nobody can see is nothing."""
    return _seen(text.translate(_ONE))


def several_lines(text: str) -> str:
    """As one_line, with the line breaks kept."""
    return _seen(text.translate(_SEVERAL))


def _seen(text: str) -> str:
    # NUL stays: the field refuses it in words.
    return text if any(c == "\0" or unicodedata.category(c)[0] not in "CZ" for c in text) else ""
