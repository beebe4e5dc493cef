"""What each step of a disagreement asks for."""

from pathways.disputes.course import Stage
from pathways.disputes.models import Outcome
from people import forms

BOTH_READ = "Both sides read it."


class AskForm(forms.Form):
    """Asking for mediation in writing."""

    grounds = forms.TextAreaField(
        "What you can’t agree on",
        max_length=2000,
        rows=5,
        missing="Say what you can’t agree on",
        hint="The mediator and the other side read it. Say what you propose, what was answered, and why you differ.",
    )


class MediatorForm(forms.Form):
    """Who mediates."""

    email = forms.EmailField(
        "Email address of the mediator",
        missing="Enter the mediator’s email address",
        hint="Someone of your organisation who has had no part in this split.",
    )


class MeetForm(forms.Form):
    """The day on which both sides are heard, apart and then together."""

    meets_on = forms.DateField(
        "Day of the meeting", hint="Or the day on which it was held.", missing="Enter the day of the meeting"
    )


class OutcomeForm(forms.Form):
    """The mediator's outcome."""

    outcome = forms.RadiosField("Outcome", choices=Outcome.choices, missing="Choose the outcome")
    words = forms.TextAreaField(
        "The outcome in writing", max_length=2000, rows=5, missing="Write the outcome", hint=BOTH_READ
    )


class AppealForm(forms.Form):
    """The owner's appeal."""

    grounds = forms.TextAreaField(
        "Why you appeal",
        max_length=2000,
        rows=5,
        missing="Say why you appeal",
        hint="The panel and both sides read it.",
    )
    nominee = forms.TextField(
        "The panel member you name",
        max_length=120,
        missing="Name a panel member",
        hint="A member of the panel, who weighs both sides, not your advocate. Name and post.",
    )


class PanelForm(forms.Form):
    """The panel of three and its day."""

    chair = forms.TextField(
        "Chair, named by the employer",
        max_length=120,
        missing="Name the chair",
        hint="Often a non-executive director.",
    )
    independent = forms.TextField(
        "Independent member",
        max_length=120,
        missing="Name the independent member",
        hint="Drawn from the list agreed nationally by the doctors’ union and the employers.",
    )
    hearing_on = forms.DateField("Day of the hearing", missing="Enter the day of the hearing")


class RecommendForm(forms.Form):
    """What the panel recommends."""

    words = forms.TextAreaField(
        "What the panel recommends, with its reasons",
        max_length=4000,
        rows=6,
        missing="Write what the panel recommends",
        hint=BOTH_READ,
    )


class DecisionForm(forms.Form):
    """What the board decides."""

    decision = forms.RadiosField("The board’s decision", choices=Outcome.choices, missing="Choose the decision")
    words = forms.TextAreaField(
        "The decision in writing", max_length=2000, rows=5, missing="Write the decision", hint=BOTH_READ
    )


FORMS: dict[Stage, type[forms.Form]] = {
    Stage.NAME: MediatorForm,
    Stage.MEET: MeetForm,
    Stage.DECIDE: OutcomeForm,
    Stage.APPEAL: AppealForm,
    Stage.CONVENE: PanelForm,
    Stage.RECOMMEND: RecommendForm,
    Stage.BOARD: DecisionForm,
}
