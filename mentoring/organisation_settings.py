"""Gathers what an organisation may set of this app; PeopleConfig reads each app's at the start."""

from mentoring import settings

__all__ = ["settings"]
