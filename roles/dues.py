"""Gathers what this app tells people of; RemindersConfig reads each app's at the start."""

from roles.applications import dues as applications
from roles.appointments import dues as appointments
from roles.authoring import dues as authoring
from roles.fitness import dues as fitness
from roles.interviews import dues as interviews
from roles.reviews import dues as reviews
from roles.saved import dues as saved
from roles.selection import dues as selection

__all__ = ["applications", "appointments", "authoring", "fitness", "interviews", "reviews", "saved", "selection"]
