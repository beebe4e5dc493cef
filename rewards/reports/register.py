"""Gathers the reports of the rooms, in the order in which they are offered."""

from rewards.reports.approvals.report import REPORT as APPROVALS
from rewards.reports.at_risk.report import REPORT as AT_RISK
from rewards.reports.consistency.report import REPORT as CONSISTENCY
from rewards.reports.costs.report import REPORT as COSTS
from rewards.reports.ending.report import REPORT as ENDING
from rewards.reports.gaps.report import REPORT as GAPS
from rewards.reports.leading.report import REPORT as LEADING

REPORTS = {each.slug: each for each in (LEADING, COSTS, GAPS, CONSISTENCY, AT_RISK, ENDING, APPROVALS)}
"""By their addresses: each stands at /pay/reports/<slug>/."""
