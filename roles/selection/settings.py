"""What an organisation sets for panels."""

from people.settings.declared import Mark, Whole
from roles.selection.rules import MOST_POINTS, TALK_BEYOND

TALK_BEYOND_POINTS = Whole(
    key="talk_beyond_points",
    room="Choosing people",
    words="Members apart on one criterion without a talk",
    hint=f"Of {MOST_POINTS}. Where two members are further apart, they talk before the shortlist is locked.",
    unit="point",
    default=TALK_BEYOND,
    least=1,
    most=MOST_POINTS,
    source="Common practice, recalled.",
    mark=Mark.RECALLED,
)
