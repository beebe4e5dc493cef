"""What is measured within one process: queries and template time a page, the report and the sweep.

`python -m bench.inside prepare|fill|pages|measure|export SIZE`, with the database that DATABASE_URL names; in JSON.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any
from unittest import mock

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- Django must be set up first
from django.db import connection, transaction  # noqa: E402
from django.template.backends.jinja2 import Template  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import payroll, reminding  # noqa: E402
from bench.data import CLINICIAN, DIRECTOR, EMPLOYER, HR, fill, people, prepare  # noqa: E402
from bench.data_size import Size  # noqa: E402
from bench.pages import Page, pages  # noqa: E402
from bench.pay import measure_export, measure_payroll  # noqa: E402
from bench.searches import forget_alerts  # noqa: E402
from pathways.approvals.queue import pending  # noqa: E402
from pathways.approvals.several import MOST  # noqa: E402
from pathways.models import SignOff  # noqa: E402
from pathways.splits.policies import Turns  # noqa: E402
from people.memberships.requests import held_by  # noqa: E402
from people.models import Organisation, User  # noqa: E402
from rewards.comparisons.offers import Offered, offered  # noqa: E402
from rewards.comparisons.options import Option  # noqa: E402
from rewards.comparisons.services import lay  # noqa: E402
from rewards.packages.reading import ground  # noqa: E402
from roles.models import Post  # noqa: E402
from roles.saved.alerts import alert  # noqa: E402
from roles.saved.models import Every  # noqa: E402

WARM, TIMES = 3, 15


def client_of(user: User | None) -> Client:
    client = Client(headers={"host": "localhost"})
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def addresses() -> list[dict[str, Any]]:
    """The pages with the cookie of whoever asks, for the process that sends requests."""
    cookies = {name: _cookies_of(user) for name, user in people().items()}
    return [{"name": p.name, "cookie": cookies.get(p.who, ""), "addresses": p.addresses} for p in pages()]


def _cookies_of(user: User) -> str:
    """What the browser of someone who has opened a page before sends with the next."""
    client = client_of(user)
    assert client.get("/home/").status_code == 200, "The desk does not open."
    return client.cookies.output(attrs=[], header="", sep=";").strip()


def measure(size: Size) -> list[dict[str, Any]]:
    """Queries and template time of each page, the report's and the sweep's seconds."""
    who = people()
    found: list[dict[str, Any]] = []
    for page in pages()[1:]:
        found += _page(page, client_of(who.get(page.who)))
    report = client_of(who[HR])
    for _ in range(WARM):
        report.get("/pay/reports/")
    seconds = statistics.median(_seconds(lambda: report.get("/pay/reports/")) for _ in range(5))
    found.append({"name": f"remuneration report of {size.people:,} people", "value": seconds, "unit": "s"})
    found += _page(Page("remuneration report", HR, ["/pay/reports/"]), report)
    found += reminding.measured(size, client_of)
    director = client_of(who[DIRECTOR])
    found += [*_figures(size, director), *payroll.measured(who[HR])]
    others = [_alerts(size), _signing(who[DIRECTOR]), _comparing(who[CLINICIAN])]
    return [*found, *others, *measure_payroll(size, client_of)]


def _figures(size: Size, director: Client) -> list[dict[str, Any]]:
    """An organisation's time splits in figures, nothing of it kept from one time to the next."""
    address = f"/splits/oversight/{Organisation.objects.get(ods_code=EMPLOYER).pk}/"
    seconds = [_seconds(lambda: director.get(address)) for _ in range(WARM + 5)][WARM:]
    timed = {
        "name": f"time splits of {size.people:,} people in figures",
        "value": statistics.median(seconds),
        "unit": "s",
    }
    return [timed, *_page(Page("time splits in figures", DIRECTOR, [address]), director)]


def _signing(director: User) -> dict[str, Any]:
    """The final signatures under as many as are signed at once; all of it is taken back."""
    waiting = pending(Turns.of(director, held_by(director))).order_by("submitted_at")[:MOST]
    shown = [f"{split.pk}:{split.version}" for split in waiting]
    browser = client_of(director)
    with transaction.atomic():
        seconds = _seconds(lambda: browser.post("/approvals/several/", {"shown": shown}))
        signed = SignOff.objects.filter(split__in=[split.pk for split in waiting], by=director).count()
        transaction.set_rollback(True)
    return {"name": f"signing {MOST} time splits at once", "unit": "s", "value": seconds, "signed": signed}


def _comparing(user: User) -> dict[str, Any]:
    """One's own package beside three posts, once everything is read: what the page reckons, without a query."""
    now = timezone.now()
    today = timezone.localdate()
    open_ = Post.objects.open(now).filter(paid_by="allowance").order_by("pk").values_list("pk", flat=True)
    offers = offered([str(key) for key in open_[:3]])
    options = [Option(n, each) for n, each in enumerate(offers, start=1) if isinstance(each, Offered)]
    held = ground(user, today)
    seconds = [_seconds(lambda: lay(held, options, today)) for _ in range(WARM + 50)][WARM:]
    return {"name": "comparing four packages", "value": statistics.median(seconds) * 1000, "unit": "ms"}


def _alerts(size: Size) -> dict[str, Any]:
    """A day's new posts laid beside every saved search, and the letters queued."""
    forget_alerts(size)
    told: list[int] = []
    seconds = _seconds(lambda: told.append(alert(Every.DAILY)))
    name = f"alerts of {size.fresh:,} new posts to {size.searches:,} saved searches"
    return {"name": name, "unit": "s", "value": seconds, "told": told[0]}


def _page(page: Page, client: Client) -> list[dict[str, Any]]:
    times: list[float] = []
    whole = Template.render

    def timed(self: Template, *args: Any, **kwargs: Any) -> str:
        text: list[str] = []
        times.append(_seconds(lambda: text.append(whole(self, *args, **kwargs))) * 1000)
        return text[0]

    wanted = [page.addresses[n % len(page.addresses)] for n in range(WARM + TIMES)]
    for address in wanted[:WARM]:
        assert client.get(address).status_code == 200, address
    with mock.patch.object(Template, "render", timed):
        for address in wanted[WARM:]:
            client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(page.addresses[-1])  # not asked for before, where there are many
    return [
        {"name": f"{page.name}: queries", "value": len(queries), "unit": "queries"},
        {"name": f"{page.name}: in templates", "value": statistics.median(times), "unit": "ms"},
    ]


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    verb, size = sys.argv[1], Size(**json.loads(sys.argv[2]))
    answers: dict[str, Callable[[], Any]] = {
        "prepare": prepare,
        "fill": lambda: fill(size),
        "pages": addresses,
        "measure": lambda: measure(size),
        "export": lambda: measure_export(size),
    }
    print(json.dumps(answers[verb]()))
