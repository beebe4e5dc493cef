"""What people of the demo say about a time split, and a split on which they can't agree."""

from pathways.disputes.services import ask
from pathways.models import Mediation, TimeSplit
from pathways.splits.services import decline
from pathways.splits.talk import say
from people.models import User


def talk(split: TimeSplit, lead: User) -> None:
    """The lead asks beside a split that waits, and its owner answers."""
    say(split, "Could the Thursday clinic move to Tuesday afternoon? Then I would sign.", by=lead)
    say(split, "It could from May. Until then the theatre list is on Tuesday.", by=split.user)


def differ(split: TimeSplit, lead: User) -> Mediation:
    """The lead declines a split, and its owner asks for mediation."""
    split = decline(split, by=lead, version=split.version, reason="The service can’t spare a clinic this winter.")
    grounds = "I proposed to move from April and to keep one clinic. The answer was no, without another way."
    return ask(split, grounds, by=split.user)
