"""The steps of an application beside its statements, in their order."""

from roles.applications.steps.base import Asked, Rows, Step, Typed
from roles.applications.steps.declarations import DeclarationsStep
from roles.applications.steps.history import HistoryStep
from roles.applications.steps.hopes import HopesStep
from roles.applications.steps.referees import RefereesStep
from roles.applications.steps.registration import RegistrationStep

FORMS: dict[str, type[Step]] = {
    "history": HistoryStep,
    "registration": RegistrationStep,
    "referees": RefereesStep,
    "declarations": DeclarationsStep,
    "hopes": HopesStep,
}

__all__ = ["FORMS", "Asked", "HistoryStep", "Rows", "Step", "Typed"]
