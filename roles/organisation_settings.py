"""Gathers what an organisation may set of this app; PeopleConfig reads each app's at the start."""

from roles.appointments import settings as appointments
from roles.authoring import settings as authoring
from roles.keeping import settings as keeping
from roles.reviews import settings as reviews
from roles.selection import settings as selection
from roles.terms import settings as terms

__all__ = ["appointments", "authoring", "keeping", "reviews", "selection", "terms"]
