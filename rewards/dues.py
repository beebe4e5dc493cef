"""Gathers what this app tells people of; RemindersConfig reads each app's at the start."""

from rewards.progression import dues as progression
from rewards.protection import dues as protection

__all__ = ["progression", "protection"]
