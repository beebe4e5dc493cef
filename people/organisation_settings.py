"""Gathers what an organisation may set of this app; PeopleConfig reads each app's at the start."""

from people.settings import shared

__all__ = ["shared"]
