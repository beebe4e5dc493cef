"""What the pages of an application show: its status in words, what is left, and what was answered."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from people.design.words import longdate, longtime, shortdate
from roles.applications import parts, rules, services
from roles.applications.models import Application, ApplicationStatus, Part
from roles.applications.steps import FORMS, Step
from roles.posts.models import Criterion, PostStatus

Status = ApplicationStatus
COLOURS = {
    Status.DRAFT: "blue",
    Status.SUBMITTED: "purple",
    Status.SHORTLISTED: "green",
    Status.OFFERED: "orange",
    Status.ACCEPTED: "green",
    Status.NOT_SHORTLISTED: "grey",
    Status.DECLINED: "grey",
    Status.REJECTED: "grey",
    Status.WITHDRAWN: "grey",
}


@dataclass(frozen=True)
class Task:
    """One part of the application: where it is answered, what was answered, what is still wrong with it."""

    title: str
    address: str
    answer: str
    problem: str
    state: str
    colour: str
    hint: str = ""


@dataclass(frozen=True)
class Answer:
    """A criterion and the statement against it."""

    criterion: Criterion
    text: str


class Page:
    """An application as its owner sees it."""

    MAY_WITHDRAW = frozenset({Status.DRAFT, Status.SUBMITTED, Status.SHORTLISTED})

    def __init__(self, application: Application) -> None:
        self.application, self.post = application, application.post
        self.address = reverse("applications:detail", args=[application.reference])

    @property
    def status(self) -> str:
        if self.application.status == Status.OFFERED:
            return "Offer made"
        return self.application.get_status_display()

    @property
    def colour(self) -> str:
        return COLOURS[Status(self.application.status)]

    @property
    def may_withdraw(self) -> bool:
        return self.application.status in self.MAY_WITHDRAW

    @property
    def next_step(self) -> str:
        """What happens next and whose turn it is, in a sentence."""
        status, post = self.application.status, self.post
        if status == Status.DRAFT:
            closed = services.closed_sentence(post, timezone.now())
            return f"{closed} It was not sent." if closed else f"Yours to send by {longtime(post.closes_at)}."
        if post.status == PostStatus.WITHDRAWN and status in (Status.SUBMITTED, Status.SHORTLISTED):
            return f"The organisation withdrew the post. Nothing more happens. The reason: {post.ended_reason}"
        if status == Status.OFFERED:
            return f"Yours to answer by {longdate(self.application.offer.answer_by)}."
        return {
            Status.SUBMITTED: f"The panel scores after applications close on {shortdate(post.closes_at)}. "
            "We will email you the outcome.",
            Status.SHORTLISTED: "The organisation will be in touch about the next stage.",
            Status.NOT_SHORTLISTED: "Nothing more happens. You can apply for other posts.",
            Status.ACCEPTED: "You hold this role. Its dates and reviews are under your appointments.",
            Status.DECLINED: "The offer was declined or ran out. Nothing more happens.",
            Status.REJECTED: "Nothing more happens. You can apply for other posts.",
            Status.WITHDRAWN: "You took it back. You can take it up again while the post is open.",
        }[Status(status)]

    @cached_property
    def problems(self) -> dict[int, str]:
        return services.problems_of(self.application, self.steps)

    def answers(self) -> list[Answer]:
        """Each criterion with its statement."""
        texts = dict(self.application.statements.values_list("criterion_id", "text"))
        return [Answer(criterion, texts.get(criterion.pk, "")) for criterion in self.post.criteria.written()]

    @cached_property
    def steps(self) -> parts.Steps:
        return parts.steps_of(self.application)

    @property
    def left(self) -> str:
        """What holds it back from being sent, in a sentence; empty when nothing does."""
        return rules.unfinished(task.problem for task in self.tasks)

    @cached_property
    def tasks(self) -> list[Task]:
        """The parts of the application, each with its state: statements first, then what the panel reads later."""
        return [*self.statements, *self.others]

    @cached_property
    def statements(self) -> list[Task]:
        return [self._task(answer) for answer in self.answers()]

    @cached_property
    def others(self) -> list[Task]:
        return [self._step(name, step, part) for name, (step, part) in self.steps.items()]

    def _step(self, name: str, step: Step, part: Part | None) -> Task:
        problems = parts.problems(step, part)
        started = part is not None and bool(part.typed)
        state, colour = ("Saved", "")
        if not started:
            state, colour = "Not started", "blue"
        elif problems:
            state, colour = "Not ready", "yellow"
        elif part and part.filled_from:
            state, colour = "Look it over", "blue"
        return Task(
            title=step.title,
            address=reverse("applications:step", args=[self.application.reference, name]),
            answer="\n".join(step.lines()),
            problem=" ".join(f"{problem.rstrip('.')}." for problem in problems),
            state=state,
            colour=colour,
            hint=f"Filled in from {part.filled_from}" if part and part.filled_from else "",
        )

    def _task(self, answer: Answer) -> Task:
        problem = self.problems[answer.criterion.pk]
        if problem:
            state, colour = ("Not ready", "yellow") if answer.text else ("Not started", "blue")
        else:
            state, colour = ("Written", "") if answer.text else ("Optional", "grey")
        return Task(
            title=answer.criterion.text,
            address=self._statement(answer.criterion),
            answer=answer.text,
            problem=problem,
            state=state,
            colour=colour,
            hint="Essential" if answer.criterion.essential else "Desirable",
        )

    def _statement(self, criterion: Criterion) -> str:
        return reverse("applications:statement", args=[self.application.reference, criterion.pk])

    def after(self, criterion: Criterion) -> str:
        """The address of the page that follows this criterion's."""
        following = self.post.criteria.written().filter(position__gt=criterion.position).first()
        if following is not None:
            return self._statement(following)
        return self.step_after("")

    def step_after(self, name: str) -> str:
        """The address of the step after the one named; of the first one where none is; last, of the check."""
        names = list(FORMS)
        following = names[names.index(name) + 1 :] if name else names
        if following:
            return reverse("applications:step", args=[self.application.reference, following[0]])
        return reverse("applications:check", args=[self.application.reference])
