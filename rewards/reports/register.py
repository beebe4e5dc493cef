"""Gathers the reports of the rooms, in the order in which they are offered."""

from rewards.reports.approvals import report as approvals
from rewards.reports.leading import report as leading
from rewards.reports.registered import REPORTS

__all__ = ["REPORTS", "approvals", "leading"]
