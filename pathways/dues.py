"""Gathers what this app tells people of; RemindersConfig reads each app's at the start."""

from pathways.disputes import dues as disputes
from pathways.returns import dues as returns
from pathways.splits import dues as splits

__all__ = ["disputes", "returns", "splits"]
