"""Gathers what an organisation may set of this app; PeopleConfig reads each app's at the start."""

from rewards.progression import settings as progression
from rewards.protection import settings as protection
from rewards.rates import settings as rates

__all__ = ["progression", "protection", "rates"]
