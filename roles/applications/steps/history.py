"""Employment history, and what came between."""

from typing import Any

from people import forms
from roles.applications import history
from roles.applications.fields import LongText
from roles.applications.steps.base import Rows


class HistoryStep(Rows):
    """Employment history, and what came between."""

    title = "Employment history"
    intro = (
        "Your posts since you qualified, the latest first. Two empty rows follow the filled ones; save to get more. "
        "The panel reads this only after the shortlist is locked."
    )
    row = "Job"
    most = history.MOST_JOBS
    parts = {
        "employer": lambda: forms.TextField("Employer", required=False, max_length=200),
        "role": lambda: forms.TextField("Your role", required=False, max_length=200),
        "began": lambda: forms.TextField("From", required=False, max_length=40, hint="Month and year, like 3 2019"),
        "ended": lambda: forms.TextField("To", required=False, max_length=40, hint="Month and year, or the word now"),
    }
    gaps = LongText(
        "Gaps",
        required=False,
        rows=4,
        max_length=2000,
        hint=f"What you did in any time of more than {history.GAP_MONTHS} months between posts, for example raising a "
        "child, study or illness. A few words are enough.",
    )

    def jobs(self) -> list[tuple[int, history.Job]]:
        """The rows that are not empty, with their numbers."""
        jobs = [(n, history.Job(*(self.text(f"{part}_{n}") for part in self.parts))) for n in range(1, self.count + 1)]
        return [(n, job) for n, job in jobs if not job.is_empty]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        jobs = self.jobs()
        if not jobs:
            self.about_all("employer_1", "Add your present post, or your last")
        for n, job in jobs:
            for part, sentence in history.job_problems(job, self.asked.today):
                if f"{part}_{n}" not in self.errors:
                    self.add_error(f"{part}_{n}", sentence)
        if sentence := history.gap_problem([job for _, job in jobs], self.text("gaps"), self.asked.today):
            self.add_error("gaps", sentence)
        return cleaned

    def lines(self) -> list[str]:
        gaps = self.text("gaps")
        return [*(str(job) for _, job in self.jobs()), *([f"Gaps: {gaps}"] if gaps else [])]

    def employers(self) -> list[str]:
        """Where the applicant has worked: no statement may name it."""
        return [job.employer for _, job in self.jobs()]
