"""One's own package beside posts and what-ifs. The address says what; whose pay it is, only who is signed in."""

import re
from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.accounts.requests import signed_in
from people.design.words import longdate
from rewards.comparisons.forms import NO_DUTY, OptionForm
from rewards.comparisons.offers import Offered, offered
from rewards.comparisons.options import Option
from rewards.comparisons.rules import MOST
from rewards.comparisons.services import Beside, NoEmployment, weigh
from rewards.comparisons.words import answer, best, cautions, on_the_way_back

NUMBERED = re.compile(r"([0-9]{1,9})-")


@login_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The signed-in person's package beside up to three others."""
    today = timezone.localdate()
    asked = {int(key[1]) for name in request.GET if request.GET.get(name) and (key := NUMBERED.match(name))}
    data = request.GET if asked else None
    forms = [OptionForm(data, prefix=str(n + 1), today=today) for n in range(MOST)]
    options = _options(forms) if data else []
    found = weigh(signed_in(request), options, today) if options else None
    if isinstance(found, NoEmployment) and found.ever:
        said = f"No employment of yours is on record for {longdate(found.on)}: give an earlier first day"
        forms[max(options, key=lambda each: each.starts or today).number - 1].add_error("starts", said)
    context = {
        "forms": forms,
        "has_errors": any(form.errors for form in forms),
        "too_many": any(number > MOST for number in asked),
        "none_on_record": isinstance(found, NoEmployment) and not found.ever,
        "beside": found if isinstance(found, Beside) else None,
        "words": {"answer": answer, "best": best, "cautions": cautions, "back": on_the_way_back},
    }
    return render(request, "rewards/comparisons_compare.jinja", context)


def _options(forms: Sequence[OptionForm]) -> list[Option]:
    """What is asked for; nothing while a form has an error, each in its sentence beside the field."""
    used = [form for form in forms if form.used]
    valid = [form for form in used if form.is_valid()]
    with_post = [form for form in valid if form.cleaned_data["post"]]
    offers: dict[OptionForm, Offered] = {}
    for form, said in zip(with_post, offered([form.cleaned_data["post"] for form in with_post]), strict=True):
        if isinstance(said, str):
            form.add_error("post", said)
        else:
            form.check_against(said)
            offers[form] = said
    if any(form.errors for form in forms):
        return []
    return [_option(forms.index(form) + 1, form, offers.get(form)) for form in used]


def _option(number: int, form: OptionForm, offer: Offered | None) -> Option:
    data = form.cleaned_data
    return Option(
        number=number,
        offered=offer,
        pas=data["pas"],
        paid_by=data["paid"],
        allowance=data["allowance"],
        apas=data["apas"],
        on_call={"": None, NO_DUTY: ""}.get(data["on_call"], data["on_call"]),
        starts=data["starts"],
        years=data["years"],
    )
