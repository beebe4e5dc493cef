"""The verbs of writing a post, gathered."""

from roles.authoring.criteria import Line, criteria_of, save_criteria
from roles.authoring.ending import close_early, withdraw
from roles.authoring.publishing import asks_second, may_publish, publish, send
from roles.authoring.writing import copy, discard, draft, save_step

__all__ = [
    "Line",
    "asks_second",
    "close_early",
    "copy",
    "criteria_of",
    "discard",
    "draft",
    "may_publish",
    "publish",
    "save_criteria",
    "save_step",
    "send",
    "withdraw",
]
