"""What is laid beside one's own package: an open post, or a what-if; up to three of them, each a form of its own."""

from datetime import date
from decimal import Decimal
from typing import Any

from people import forms
from people.dates import after_months
from rewards.comparisons.offers import Offered
from rewards.employment.models import OnCall
from rewards.packages.comparing import Paid

YEARS_AHEAD = 5
NO_DUTY = "none"
EIGHTH = Decimal("0.125")
PAID = {
    "": "As the post says",
    Paid.ALLOWANCE.value: "Responsibility allowance",
    Paid.APA.value: "Additional PAs",
    Paid.TIME_ONLY.value: "Time only, no extra pay",
}
DUTIES = {"": "As now", NO_DUTY: "None", **{value: label for value, label in OnCall.choices if value}}


class OptionForm(forms.Form):
    """One column. With a post, PAs and allowance given here count instead of the advert's."""

    post = forms.TextField("Post", hint="Its number or address; empty for a what-if", required=False, max_length=300)
    pas = forms.PAsField("Leadership PAs a week", hint="1 PA is 4 hours", required=False, max_value=Decimal(12))
    paid = forms.SelectField("How they are paid", choices=list(PAID.items()), required=False)
    allowance = forms.PoundsField("Allowance a year", required=False, max_value=Decimal(100_000))
    apas = forms.PAsField("Other additional PAs a week", hint="Empty: as now", required=False, max_value=Decimal(6))
    on_call = forms.SelectField("On-call duty", choices=list(DUTIES.items()), required=False)
    starts = forms.DateField("First day", hint="Empty: the post’s, or today", required=False)
    years = forms.WholeNumberField(
        "Years", hint="Empty: the post’s term, or 3", required=False, min_value=1, max_value=10
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        starts = self.field("starts", forms.DateField)
        starts.earliest, starts.latest = today, after_months(today, 12 * YEARS_AHEAD)

    @property
    def used(self) -> bool:
        """Whether anything is typed or chosen in it."""
        return self.is_bound and any(
            bound.field.widget.value_from_datadict(self.data, self.files, bound.html_name) for bound in self
        )

    def clean(self) -> None:
        data = self.cleaned_data
        for name in ("pas", "apas"):
            if data.get(name) is not None and data[name] % EIGHTH:
                self.add_error(name, f"{self.fields[name].label} must be in eighths, like 1.25 or 1.5")
        if not self.used or {"post", "pas", "paid", "allowance", "apas", "on_call"} & self.errors.keys():
            return
        if data["post"]:
            if data["paid"]:
                self.add_error("paid", "The post says how it is paid: choose “As the post says”, or take the post away")
            return
        self._clean_what_if(data)

    def _clean_what_if(self, data: dict[str, Any]) -> None:
        moves = data["apas"] is not None or data["on_call"]
        if not (data["pas"] or data["paid"] or data["allowance"] is not None or moves):
            self.add_error("post", "Give a post, or what would change: PAs, allowance, additional PAs or on-call")
        elif (data["paid"] or data["allowance"] is not None) and not data["pas"]:
            self.add_error("pas", "Enter the leadership PAs a week")
        elif data["pas"] and not data["paid"]:
            self.add_error("paid", "Choose how the leadership PAs are paid")
        elif data["paid"] == Paid.ALLOWANCE and data["allowance"] is None:
            self.add_error("allowance", "Enter the allowance you would expect, in pounds a year")
        elif data["paid"] != Paid.ALLOWANCE and data["allowance"] is not None:
            self.add_error("allowance", "Leave it empty, or choose “Responsibility allowance” above")

    def check_against(self, offered: Offered) -> None:
        """What only the post can tell."""
        if self.cleaned_data["allowance"] is not None and offered.role.paid_by != Paid.ALLOWANCE:
            self.add_error("allowance", "This post pays no allowance: leave it empty")
