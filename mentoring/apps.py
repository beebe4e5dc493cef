"""Mentoring tells the roles below what it knows: who would talk about a kind of role, and who has a link with whom."""

from django.apps import AppConfig


class MentoringConfig(AppConfig):
    """Registers the mentors as people to ask (roles.kinds.talkers), mentorships as links (roles.selection.links)."""

    name = "mentoring"

    def ready(self) -> None:
        from mentoring import links
        from mentoring.talking import mentors_holding
        from roles.kinds.talkers import answered_by
        from roles.selection.links import Record, known_by

        answered_by(mentors_holding)
        known_by(Record(links.pairs, links.has_any))
