"""Gathers what this app tells people of; RemindersConfig reads each app's at the start."""

from pathways.disputes import dues as disputes
from pathways.practice import dues as practice
from pathways.regulators import dues as regulators
from pathways.returns import dues as returns
from pathways.splits import dues as splits

__all__ = ["disputes", "practice", "regulators", "returns", "splits"]
