"""Rooms of pathways tell the rooms below what is ahead."""

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """Registers what time splits would do to awards."""

    name = "pathways"

    def ready(self) -> None:
        from pathways.splits.ahead import pending_splits
        from rewards.reports.at_risk.ahead import told_by

        told_by(pending_splits)
