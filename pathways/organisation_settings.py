"""Gathers what an organisation may set of this app; PeopleConfig reads each app's at the start."""

from pathways.disputes import settings as disputes
from pathways.practice import settings as practice
from pathways.returning import settings as returning
from pathways.returns import settings as returns
from pathways.splits import settings as splits

__all__ = ["disputes", "practice", "returning", "returns", "splits"]
