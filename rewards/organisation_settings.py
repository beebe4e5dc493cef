"""Gathers what an organisation may set of this app; PeopleConfig reads each app's at the start."""

from rewards.rates import settings as rates

__all__ = ["rates"]
