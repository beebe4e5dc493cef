"""Rooms of roles tell the rooms below what to show, and pay what posts offer."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """Registers what stands beside a record, what else happens when a role begins or an application moves on, and
    the posts that packages are compared with."""

    name = "roles"

    def ready(self) -> None:
        from rewards.comparisons.offers import answered_by
        from rewards.reports.at_risk.ahead import told_by
        from roles.applications import asides as of_applications
        from roles.applications.dues import sent_or_gone
        from roles.applications.moves import when_moved
        from roles.appointments import asides as of_appointments
        from roles.appointments.ahead import roles_ahead
        from roles.appointments.beginnings import when_begun
        from roles.appointments.dropping import when_dropped
        from roles.fitness.aside import fit_and_proper
        from roles.fitness.services import plan
        from roles.interviews.aside import interview_and_feedback
        from roles.interviews.reminding import over
        from roles.posts.offered import offers_typed
        from roles.reviews.aside import objectives_and_wish
        from roles.reviews.ending import falls_away
        from roles.selection.messages import tell_of_withdrawal
        from roles.terms.aside import term_and_handover

        of_appointments.shown_by(objectives_and_wish)
        of_appointments.shown_by(term_and_handover)
        of_appointments.shown_by(fit_and_proper)
        of_applications.shown_by(interview_and_feedback)
        told_by(roles_ahead)
        when_begun(plan)
        when_dropped(falls_away)
        when_moved(over)
        when_moved(sent_or_gone)
        answered_by(offers_typed)
        when_moved(tell_of_withdrawal)
