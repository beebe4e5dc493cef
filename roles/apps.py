"""Rooms of roles tell the rooms below what to show."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """Registers what stands beside an appointment (roles.appointments.asides)."""

    name = "roles"

    def ready(self) -> None:
        from roles.appointments.asides import shown_by
        from roles.terms.aside import term_and_handover

        shown_by(term_and_handover)
