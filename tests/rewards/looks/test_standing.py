"""For whom the web asks: told before the first statement, and gone after the request, whatever happens in it."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.urls import reverse

from rewards.models import PayElement, PayLook
from tests.rewards.looks.paid import account, make_paid

URLS = pytest.mark.urls("tests.rewards.looks.broken")
# Once in the test's own transaction, and once in none, as in production.
BOTH = [
    pytest.param(False, marks=[pytest.mark.django_db, URLS], id="in a transaction"),
    pytest.param(True, marks=[pytest.mark.django_db(transaction=True), URLS], id="outside"),
]


def signed_in(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("outside", BOTH)
def test_two_people_share_a_connection_and_neither_sees_the_others(outside: bool) -> None:
    paid, bare = make_paid(), account()
    for who in ("clinician", "hr", "recruiter"):
        found = signed_in(paid.people[who]).get("/broken/everything_raw/?ask=1").json()
        assert found["account"] == "pathways_web"
        assert (found["payelement"] == [paid.people[who].pk]) is (who != "hr")
        assert account() == bare
    assert not any(Client().get("/broken/everything_raw/").json()["payelement"])


@pytest.mark.parametrize("outside", BOTH)
def test_a_view_that_fails_leaves_nothing_behind(outside: bool) -> None:
    paid, bare = make_paid(), account()
    assert signed_in(paid.people["clinician"]).get("/broken/failing/").status_code == 500
    assert account() == bare
    assert PayElement.objects.count() == len(paid.people)


@pytest.mark.parametrize("outside", BOTH)
def test_a_transaction_that_is_undone_does_not_undo_who_stands_there(outside: bool) -> None:
    paid = make_paid()
    found = signed_in(paid.people["clinician"]).get("/broken/undone/").json()
    assert found["account"] == "pathways_web"
    assert found["payelement"] == [paid.people["clinician"].pk]


@pytest.mark.django_db(transaction=True)
@URLS
def test_a_connection_lost_halfway_is_told_anew() -> None:
    paid = make_paid()
    found = signed_in(paid.people["clinician"]).get("/broken/reconnected/").json()
    assert found["account"] == "pathways_web"
    assert found["payelement"] == [paid.people["clinician"].pk]


@pytest.mark.parametrize("outside", BOTH)
def test_what_is_streamed_is_asked_for_the_same_person(outside: bool) -> None:
    paid, bare = make_paid(), account()
    own = str(paid.people["clinician"].pk)
    response: Any = signed_in(paid.people["clinician"]).get("/broken/streamed/")
    assert account() == bare
    assert b"".join(response.streaming_content).decode().split() == [own, own]
    assert account() == bare


@pytest.mark.django_db(transaction=True)
@URLS
def test_a_stream_that_its_reader_leaves_is_over() -> None:
    paid, bare = make_paid(), account()
    response: Any = signed_in(paid.people["hr"]).get("/broken/streamed/")
    assert next(iter(response.streaming_content))
    assert account() != bare
    response.close()
    assert account() == bare


@pytest.mark.django_db(transaction=True)
def test_the_mark_of_a_look_holds_though_the_request_only_reads(client) -> None:
    """Once the connection is closed nothing but what was committed is left."""
    from tests.pathways.conftest import make_house

    house = make_house()
    split = house.submitted()
    client.force_login(house.lead)
    assert client.get(reverse("approvals:detail", args=[split.pk])).status_code == 200
    connection.close()
    assert PayLook.objects.get().subject == house.clinician


@pytest.mark.django_db
def test_a_page_that_asks_nothing_costs_nothing(client, monkeypatch) -> None:
    from rewards.looks import standing

    told: list[str] = []
    tell = standing._tell

    def telling(raw, statement, said, *, within) -> None:
        told.append(statement)
        tell(raw, statement, said, within=within)

    monkeypatch.setattr(standing, "_tell", telling)
    assert client.get(reverse("pages:accessibility")).status_code == 200
    assert not told
    client.get(reverse("roles:search"))
    assert len(told) == 2


@pytest.mark.django_db
def test_signing_in_and_out_within_a_request_goes_on_working(client) -> None:
    paid = make_paid()
    user = paid.people["clinician"]
    user.set_password("a long enough password")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    answer = client.post(reverse("account_login"), {"login": user.email, "password": "a long enough password"})
    assert answer.status_code == 302
    assert client.get(reverse("rewards:package")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("rewards:package")).status_code == 302
