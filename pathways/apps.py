"""Rooms of pathways tell the rooms below what is ahead."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """Registers what time splits would do to awards, which weeks they agree, and what stands beside one."""

    name = "pathways"

    def ready(self) -> None:
        from mentoring.policies import supervised_by
        from pathways.practice.asides import readiness
        from pathways.returns.asides import shown_by as beside_a_return
        from pathways.returns.offering import calls_for_a_plan
        from pathways.returns.policies import supervisors_of
        from pathways.returns.reviewing import open_it
        from pathways.splits.ahead import pending_splits
        from pathways.splits.asides import shown_by
        from pathways.splits.reviewing import agreed_time, change_it
        from pathways.splits.weeks import agreed_weeks
        from rewards.packages import agreed
        from rewards.reports.at_risk.ahead import told_by
        from roles.appointments.models import NextStep
        from roles.reviews.beside import follows, shown_beside

        told_by(pending_splits)
        agreed.told_by(agreed_weeks)
        shown_by(calls_for_a_plan)
        beside_a_return(readiness)
        supervised_by(supervisors_of)
        shown_beside(agreed_time)
        follows(NextStep.CHANGE_SPLIT, change_it)
        follows(NextStep.RETURN, open_it)
