"""Rooms of roles tell the rooms below what to show."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """Registers what stands beside an appointment and what happens when one begins (roles.appointments)."""

    name = "roles"

    def ready(self) -> None:
        from roles.appointments.asides import shown_by
        from roles.appointments.beginnings import when_begun
        from roles.fitness.aside import fit_and_proper
        from roles.fitness.services import plan
        from roles.terms.aside import term_and_handover

        shown_by(term_and_handover)
        shown_by(fit_and_proper)
        when_begun(plan)
