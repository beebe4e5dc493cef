"""The days of mediation and appeal (domain.md section 1.3); an organisation sets what it has agreed."""

from people.settings.declared import Mark, Whole

ROOM = "Mediation and appeal"
BMA = "BMA, mediation and appeals: schedule 4 of the consultant contract."
RECALLED = "Schedule 4 of the consultant contract, recalled and not checked."


def _days(key: str, words: str, default: int, source: str, mark: Mark, most: int = 120) -> Whole:
    return Whole(
        key=key, room=ROOM, words=words, unit="day", default=default, least=1, most=most, source=source, mark=mark
    )


ASK = _days("mediation_ask", "Days to ask for mediation after failing to agree", 14, BMA, Mark.SEEN)
MEET = _days("mediation_meet", "Days from the request to the meeting", 28, BMA, Mark.SEEN)
DECIDE = _days("mediation_decide", "Days from the meeting to the outcome in writing", 14, RECALLED, Mark.RECALLED)
APPEAL = _days("appeal_ask", "Days to appeal after the outcome", 14, RECALLED, Mark.RECALLED)
CONVENE = _days("appeal_convene", "Days from the appeal to the hearing", 28, RECALLED, Mark.RECALLED)
PAPERS = _days("appeal_papers", "Days before the hearing by which papers are sent", 7, RECALLED, Mark.RECALLED, most=60)
RECOMMEND = _days(
    "appeal_recommend", "Days from the hearing to the panel’s recommendation", 14, RECALLED, Mark.RECALLED
)
BOARD = _days(
    "appeal_board", "Days from the recommendation to the board’s decision", 28, "This service’s own choice.", Mark.OURS
)
ALL = (ASK, MEET, DECIDE, APPEAL, CONVENE, PAPERS, RECOMMEND, BOARD)
