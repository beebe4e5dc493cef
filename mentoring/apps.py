"""Mentoring tells the kinds of role who holds one and would talk about it."""

from django.apps import AppConfig


class MentoringConfig(AppConfig):
    """Registers the mentors as people to ask (roles.kinds.talkers)."""

    name = "mentoring"

    def ready(self) -> None:
        from mentoring.talking import mentors_holding
        from roles.kinds.talkers import answered_by

        answered_by(mentors_holding)
