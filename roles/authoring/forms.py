"""How a post is begun and ended, and the form of each of its steps."""

from typing import Any

from people import forms
from people.design.words import shortdate
from people.models import Organisation
from roles.authoring.rules import STEPS
from roles.authoring.specification import SpecificationStep
from roles.authoring.steps import DatesStep, PayStep, RoleStep, StepForm, WayBackStep
from roles.catalogue.models import Archetype
from roles.posts.models import Post

FORMS: dict[str, type[StepForm]] = {
    "role": RoleStep,
    "pay": PayStep,
    "way-back": WayBackStep,
    "specification": SpecificationStep,
    "dates": DatesStep,
}
assert list(FORMS) == list(STEPS)


class StartForm(forms.Form):
    """Whose post, and of which kind; or an earlier one again."""

    earlier = forms.ModelSelectField(
        "An earlier post to begin with (optional)",
        queryset=Post.objects.none(),
        required=False,
        empty_label="None: begin from a kind of role",
        called=lambda post: f"{post.title}, {post.organisation_name}, {shortdate(post.closes_at)}",
        hint="Its words, terms and criteria; its dates begin anew. The date shown is when it closed or closes.",
    )
    organisation = forms.ModelSelectField("Organisation", queryset=Organisation.objects.none())
    archetype = forms.ModelSelectField(
        "Kind of role",
        queryset=Archetype.objects.all(),
        required=False,
        empty_label="Choose a kind of role",
        hint="The draft begins with what is usual for it; change all you like.",
    )

    def __init__(self, *args: Any, organisations: Any, earlier: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["organisation"]
        field.queryset, field.empty_label = organisations, None
        self.field("earlier", forms.ModelSelectField).queryset = earlier

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("earlier") and not data.get("archetype") and not self.errors:
            self.add_error("archetype", "Choose a kind of role, or an earlier post above")
        return data


class EndForm(forms.Form):
    """Closing early, or withdrawing: both with a reason that applicants read."""

    do = forms.RadiosField(
        "What should happen",
        choices=[("close", "Close it now: who applied goes on"), ("withdraw", "Withdraw it: the choice ends")],
        missing="Choose what should happen",
    )
    why = forms.TextAreaField("Why", max_length=300, rows=3, hint="Applicants read it.", missing="Say why")
