"""A concern is between the supervisor who wrote it and the responsible officer (docs/adr/0024)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pathways.models import Concern, ReturnPlan
from pathways.returns.changing import hand_over
from pathways.returns.concerns import answer, raise_concern
from pathways.returns.policies import passed_on_to, responsible_officers
from people.history import history_of
from people.models import Clinician, Membership, Profession, Role, User
from people.refusals import Refused
from reminders.models import Message
from tests.factories import MembershipFactory
from tests.pathways.returning import Returning

WORDS = "Three letters went out unread."


@pytest.fixture
def plan(returning: Returning) -> ReturnPlan:
    return returning.opened()


@pytest.fixture
def officer(plan: ReturnPlan) -> User:
    return MembershipFactory(user__name="Olu Officer", organisation=plan.organisation, role=Role.MEDICAL_DIRECTOR).user


def to(user: User) -> list[str]:
    found = Message.objects.filter(user=user, key__contains=":concern:").order_by("pk")
    return [message.text for message in found]


def test_the_officer_is_told_that_there_is_one_and_the_clinician_too_and_nobody_what_it_says(
    returning, plan, officer
) -> None:
    concern = raise_concern(plan, by=returning.lead, text=WORDS)
    [told] = to(officer)
    assert "Sam Supervisor has raised a concern about a return to clinical practice with you" in told
    [known] = to(returning.clinician)
    assert "raised a concern about your return" in known
    assert not Message.objects.filter(text__contains=WORDS).exists()
    assert WORDS not in str(history_of(concern))


def test_where_telling_puts_someone_at_risk_the_clinician_is_told_when_the_officer_says_so(
    returning, plan, officer
) -> None:
    concern = raise_concern(plan, by=returning.lead, text=WORDS, withheld=True)
    assert to(returning.clinician) == []
    answer(concern, by=officer, outcome="support", text="I meet both on Monday.", tell_clinician=False)
    assert to(returning.clinician) == []
    other = raise_concern(plan, by=returning.lead, text="Another", withheld=True)
    told = answer(other, by=officer, outcome="none", text="Spoken with.", tell_clinician=True)
    assert not told.withheld
    assert len(to(returning.clinician)) == 1


def test_the_supervisor_reads_the_answer_and_the_same_answer_twice_is_one(returning, plan, officer) -> None:
    concern = raise_concern(plan, by=returning.lead, text=WORDS)
    for _ in range(2):
        answer(concern, by=officer, outcome="extend", text="Two weeks more.", tell_clinician=False)
    assert len(to(returning.lead)) == 1
    with pytest.raises(Refused, match="Olu Officer has answered this already"):
        answer(concern, by=officer, outcome="extend", text="Other", tell_clinician=False)


def test_the_same_concern_twice_is_one(returning, plan, officer) -> None:
    assert raise_concern(plan, by=returning.lead, text=WORDS) == raise_concern(plan, by=returning.lead, text=WORDS)
    assert len(to(officer)) == 1


def test_only_the_supervisor_raises_and_only_the_officer_answers(returning, plan, officer) -> None:
    with pytest.raises(PermissionDenied):
        raise_concern(plan, by=returning.clinician, text=WORDS)
    concern = raise_concern(plan, by=returning.lead, text=WORDS)
    for other in (returning.clinician, returning.lead, MembershipFactory(role=Role.MEDICAL_DIRECTOR).user):
        with pytest.raises(PermissionDenied):
            answer(concern, by=other, outcome="none", text="No.", tell_clinician=False)


def test_where_the_only_director_is_the_clinician_nobody_hears_it_and_the_page_says_whom_to_ask(
    client, returning, plan
) -> None:
    MembershipFactory(user=returning.clinician, organisation=plan.organisation, role=Role.MEDICAL_DIRECTOR)
    assert responsible_officers(plan) == []
    with pytest.raises(Refused, match="Speak to the chief executive"):
        raise_concern(plan, by=returning.lead, text=WORDS)
    client.force_login(returning.lead)
    page = reverse("returns:raise", args=[plan.pk])
    assert "who name one" in client.get(page).content.decode()
    assert WORDS in client.post(page, {"text": WORDS}).content.decode()


def test_a_director_never_finds_a_concern_about_themself(client, returning, plan, officer) -> None:
    concern = raise_concern(plan, by=returning.lead, text=WORDS)
    MembershipFactory(user=returning.clinician, organisation=plan.organisation, role=Role.MEDICAL_DIRECTOR)
    client.force_login(returning.clinician)
    assert client.get(reverse("returns:concern", args=[concern.pk])).status_code == 404
    assert "No concern is with you" in client.get(reverse("returns:concerns")).content.decode()


def test_hr_leads_the_next_supervisor_and_other_organisations_find_nothing(client, returning, plan, officer) -> None:
    concern = raise_concern(plan, by=returning.lead, text=WORDS)
    here = {"organisation": plan.organisation}
    following = MembershipFactory(**here, service=plan.service, role=Role.CLINICIAN).user
    hand_over(plan, by=returning.clinician, supervisor=following)
    others = [following, MembershipFactory(role=Role.MEDICAL_DIRECTOR).user]
    others += [MembershipFactory(**here, role=role).user for role in (Role.HR, Role.ANALYST, Role.ORGANISATION_ADMIN)]
    for user in (*others, returning.clinician):
        client.force_login(user)
        assert client.get(reverse("returns:concern", args=[concern.pk])).status_code == 404, user
        assert not Concern.objects.visible_to(user).exists()
    client.force_login(returning.lead)
    assert WORDS in client.get(reverse("returns:concern", args=[concern.pk])).content.decode()


def test_the_whole_of_it_in_the_browser(client, returning, plan, officer) -> None:
    client.force_login(returning.lead)
    page = reverse("returns:raise", args=[plan.pk])
    assert "Olu Officer" in client.get(page).content.decode()
    assert "Say what the concern is" in client.post(page, {}).content.decode()
    concern = reverse("returns:concern", args=[int(client.post(page, {"text": WORDS}).url.split("/")[-2])])
    client.force_login(returning.clinician)
    seen = client.get(reverse("returns:detail", args=[plan.pk])).content.decode()
    assert "Sam Supervisor raised a concern with the responsible officer" in seen
    assert WORDS not in seen
    client.force_login(officer)
    assert concern in client.get(reverse("desk:home")).content.decode()
    assert "Select what follows" in client.post(concern, {"text": "Typed"}).content.decode()
    assert client.post(concern, {"outcome": "none", "text": "We talked."}).status_code == 302
    assert concern not in client.get(reverse("desk:home")).content.decode()
    client.force_login(returning.lead)
    assert "We talked." in client.get(concern).content.decode()
    assert client.post(concern, {"outcome": "none"}).status_code == 302


def test_r7_a_doctors_missed_check_in_goes_to_the_officer_and_a_nurses_to_the_line(returning, plan, officer) -> None:
    assert passed_on_to(plan) == [officer]
    Clinician.objects.filter(user=returning.clinician).update(profession=Profession.NURSE)
    assert passed_on_to(plan) == [officer], "the only lead supervises: the officer then"
    manager = MembershipFactory(user__name="Lin Manager", organisation=plan.organisation).user
    Membership.objects.filter(user=returning.clinician).update(line_manager=manager)
    assert passed_on_to(plan) == [manager]


def test_the_list_asks_as_many_queries_for_many_concerns_as_for_one(client, returning, plan, officer) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("returns:concerns")).status_code == 200
        return len(queries)

    client.force_login(officer)
    raise_concern(plan, by=returning.lead, text=WORDS)
    few = asked()
    for n in range(8):
        raise_concern(plan, by=returning.lead, text=f"{WORDS} {n}")
    assert asked() == few
    client.force_login(returning.lead)
    assert reverse("returns:concerns") in client.get(reverse("returns:list")).content.decode()
