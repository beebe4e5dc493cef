"""Gathers what an organisation may set of this app; PeopleConfig reads each app's at the start."""

from roles.authoring import settings as authoring
from roles.keeping import settings as keeping
from roles.selection import settings as selection
from roles.terms import settings as terms

__all__ = ["authoring", "keeping", "selection", "terms"]
