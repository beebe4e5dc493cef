"""The applicant's six questions, and what readers of the figures choose."""

from typing import Any

from django.db.models import QuerySet

from people import forms
from people.models import Organisation
from roles.equality.questions import QUESTIONS


class AnswersForm(forms.Form):
    """Every question may be left alone."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, question in QUESTIONS.items():
            self.fields[name] = forms.RadiosField(question.label, choices=question.all_choices, required=False)


class FiguresForm(forms.Form):
    """Whose choices, in which year, by which question."""

    organisation = forms.ModelSelectField("Organisation", queryset=Organisation.objects.none(), empty_label=None)
    year = forms.SelectField("Posts that closed in", choices=[])
    by = forms.SelectField("In groups by", choices=[(name, question.group) for name, question in QUESTIONS.items()])

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.field("organisation", forms.ModelSelectField).queryset = organisations
        self.field("year", forms.SelectField).choices = [(str(year), str(year)) for year in years]
        self.several = organisations.count() > 1
