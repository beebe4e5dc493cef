"""One's own package beside posts and what-ifs. The address says what; whose pay it is, only who is signed in."""

import re
from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.accounts.requests import signed_in
from people.design.sheets import CSV, WORKBOOK, as_csv
from people.design.words import longdate
from rewards.comparisons import files
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
    forms, found = _found(request)
    context = {
        "forms": forms,
        "has_errors": any(form.errors for form in forms),
        "too_many": any(number > MOST for number in _numbers(request)),
        "none_on_record": isinstance(found, NoEmployment) and not found.ever,
        "beside": found if isinstance(found, Beside) else None,
        "query": request.GET.urlencode(),
        "words": {"answer": answer, "best": best, "cautions": cautions, "back": on_the_way_back},
    }
    return render(request, "rewards/comparisons_compare.jinja", context)


@login_required
@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """What the page shows as a file; where it shows no figures, the page says why."""
    _, found = _found(request)
    if not isinstance(found, Beside):
        return redirect(f"{reverse('rewards:compare')}?{request.GET.urlencode()}")
    if kind == "xlsx":
        content: str | bytes = files.workbook(found, signed_in(request), timezone.localtime())
    else:
        content = as_csv(files.table(found))
    name = f"packages-{found.standing.asked_on.isoformat()}.{kind}"
    return HttpResponse(
        content,
        content_type=WORKBOOK if kind == "xlsx" else CSV,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _numbers(request: HttpRequest) -> set[int]:
    """The columns that the address says something of."""
    return {int(key[1]) for name in request.GET if request.GET.get(name) and (key := NUMBERED.match(name))}


def _found(request: HttpRequest) -> tuple[list[OptionForm], Beside | NoEmployment | None]:
    """The three forms as the address fills them, and what comes of them; None while nothing, or something wrong, is
    asked."""
    today = timezone.localdate()
    data = request.GET if _numbers(request) else None
    forms = [OptionForm(data, prefix=str(n + 1), today=today) for n in range(MOST)]
    options = _options(forms) if data else []
    found = weigh(signed_in(request), options, today) if options else None
    if isinstance(found, NoEmployment) and found.ever:
        said = f"No employment of yours is on record for {longdate(found.on)}: give an earlier first day"
        forms[max(options, key=lambda each: each.starts or today).number - 1].add_error("starts", said)
    return forms, found


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
