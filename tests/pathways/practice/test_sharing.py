"""A picture is seen by its owner and by those with whom it is shared, between the days of the grant, and no longer."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange

from pathways.models import Evidence, Grant, Look
from pathways.practice.sharing import end, share
from people.dates import after_months
from people.models import Membership, Role, User
from people.refusals import Refused
from reminders.models import Message
from tests.factories import ClinicianFactory, MembershipFactory
from tests.pathways.returning import Returning


@pytest.fixture
def owner(db: None) -> User:
    user = MembershipFactory(user__name="Amira Away").user
    ClinicianFactory(user=user)
    Evidence.objects.create(user=user, kind="list", on=timezone.localdate(), what="Angiography")
    return user


@pytest.fixture
def viewer(owner: User) -> User:
    organisation = Membership.objects.get(user=owner).organisation
    return MembershipFactory(user__name="Vi Viewer", organisation=organisation, role=Role.SERVICE_LEAD).user


def given(owner: User, **changes: object) -> Grant:
    today = timezone.localdate()
    facts: dict[str, object] = {"by": owner, "starts": today, "last_day": today + timedelta(days=9)}
    return share(**facts | changes)  # type: ignore[arg-type]


def sees(client, viewer: User, owner: User) -> int:
    client.force_login(viewer)
    return client.get(reverse("practice:shared", args=[owner.pk])).status_code


def test_nobody_sees_a_picture_that_is_not_shared(client, owner, viewer) -> None:
    here = Membership.objects.get(user=owner).organisation
    everyone = [viewer, *(MembershipFactory(organisation=here, role=role).user for role in Role)]
    assert {sees(client, user, owner) for user in everyone} == {404}
    assert not Look.objects.exists()


def test_a_person_sees_it_on_its_days_and_the_owner_reads_that_they_looked(client, owner, viewer) -> None:
    given(owner, person=viewer)
    for _ in range(2):
        assert sees(client, viewer, owner) == 200
    client.force_login(owner)
    assert "Vi Viewer looked on" in client.get(reverse("practice:own")).content.decode()
    assert Look.objects.get().times == 2
    with time_machine.travel(f"{timezone.localdate() + timedelta(days=10)}T12:00"):
        assert sees(client, viewer, owner) == 404


def test_a_grant_that_begins_later_opens_nothing_before(client, owner, viewer) -> None:
    given(owner, person=viewer, starts=timezone.localdate() + timedelta(days=1))
    assert sees(client, viewer, owner) == 404


def test_an_ended_grant_closes_at_once_and_only_its_owner_ends_it(client, owner, viewer) -> None:
    grant = given(owner, person=viewer)
    with pytest.raises(PermissionDenied):
        end(grant, by=viewer)
    end(grant, by=owner)
    assert sees(client, viewer, owner) == 404


def test_a_role_is_asked_for_on_the_day_of_the_look(client, owner, viewer) -> None:
    here = Membership.objects.get(user=owner).organisation
    given(owner, organisation=here, role=Role.SERVICE_LEAD)
    assert sees(client, viewer, owner) == 200
    assert sees(client, MembershipFactory(role=Role.SERVICE_LEAD).user, owner) == 404
    Membership.objects.filter(user=viewer).delete()
    assert sees(client, viewer, owner) == 404


def test_what_is_shared_with_a_role_closes_when_its_owner_leaves(client, owner, viewer) -> None:
    here = Membership.objects.get(user=owner).organisation
    given(owner, organisation=here, role=Role.SERVICE_LEAD)
    assert sees(client, viewer, owner) == 200
    today = timezone.localdate()
    Membership.objects.filter(user=owner).update(period=DateRange(today - timedelta(days=90), today))
    assert sees(client, viewer, owner) == 404
    given(owner, person=viewer)
    assert sees(client, viewer, owner) == 200


def test_the_log_is_shared_apart_from_the_picture(client, owner, viewer) -> None:
    entry = owner.evidence.get()
    Evidence.objects.filter(pk=entry.pk).update(file="practice/x.pdf", file_kind="pdf")
    given(owner, person=viewer)
    client.force_login(viewer)
    page = reverse("practice:shared", args=[owner.pk])
    assert "Angiography" not in client.get(page).content.decode()
    today = timezone.localdate()
    assert not Evidence.objects.visible_to(viewer, today).exists()
    given(owner, person=viewer, evidence_too=True)
    assert "1 list: Angiography" in client.get(page).content.decode()
    assert Evidence.objects.visible_to(viewer, today).get() == entry


def test_whoever_takes_a_shared_document_is_read_among_those_who_looked(
    client, owner, viewer, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4")
    entry = owner.evidence.get()
    Evidence.objects.filter(pk=entry.pk).update(file="x.pdf", file_kind="pdf")
    page = reverse("practice:document", args=[entry.pk])
    client.force_login(viewer)
    assert client.get(page).status_code == 404
    given(owner, person=viewer)
    assert client.get(page).status_code == 404, "the picture alone"
    given(owner, person=viewer, evidence_too=True)
    assert client.get(page).status_code == 200
    assert Look.objects.get().viewer == viewer
    client.force_login(owner)
    assert client.get(page).status_code == 200
    assert Look.objects.count() == 1


def test_the_person_is_told_once_and_the_same_grant_twice_is_one(owner, viewer) -> None:
    assert given(owner, person=viewer) == given(owner, person=viewer)
    [told] = Message.objects.filter(kind="practice")
    assert (told.user, told.path) == (viewer, reverse("practice:shared", args=[owner.pk]))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last_day": -1}, "must be today or later"),
        ({"last_day": 1200}, "Share for 3 years at most"),
        ({"person": "self"}, "Your own picture is yours already"),
        ({"role": Role.HR}, "Choose a role in an organisation"),
        ({"role": Role.SERVICE_LEAD, "elsewhere": True}, "Choose a role in an organisation"),
    ],
)
def test_what_cannot_be_shared_is_refused_in_words(owner, viewer, changes, sentence) -> None:
    facts: dict[str, object] = {}
    if "last_day" in changes:
        facts = {"person": viewer, "last_day": timezone.localdate() + timedelta(days=changes["last_day"])}
    elif "person" in changes:
        facts = {"person": owner}
    else:
        here = Membership.objects.get(user=viewer if not changes.get("elsewhere") else MembershipFactory().user)
        facts = {"organisation": here.organisation, "role": changes["role"]}
    with pytest.raises(Refused, match=sentence):
        given(owner, **facts)


def test_in_the_browser_it_is_shared_by_address_or_role_seen_and_ended(client, owner, viewer) -> None:
    client.force_login(owner)
    page = reverse("practice:sharing")
    last = after_months(timezone.localdate(), 1)
    typed = {"whom": "person", "starts": timezone.localdate().isoformat(), "last_day": last.isoformat()}
    assert "Enter their email address" in client.post(page, typed).content.decode()
    unknown = client.post(page, typed | {"email": "nobody@tests.example"}).content.decode()
    assert "Nobody signs in here with this address" in unknown
    assert 'value="nobody@tests.example"' in unknown
    assert client.post(page, typed | {"email": viewer.email.upper()}).url == page
    here = Membership.objects.get(user=owner).organisation
    assert client.post(page, typed | {"whom": f"{here.pk}:medical_director"}).url == page
    assert client.post(page, typed | {"whom": f"{here.pk}:hr"}).status_code == 200
    text = client.get(page).content.decode()
    assert "Vi Viewer" in text
    assert "Medical director" in text
    grant = Grant.objects.get(person=viewer)
    client.force_login(viewer)
    assert "Amira Away" in client.get(reverse("practice:shared-list")).content.decode()
    assert client.post(reverse("practice:end", args=[grant.pk])).status_code == 404
    client.force_login(owner)
    assert client.post(reverse("practice:end", args=[grant.pk])).url == page
    client.force_login(viewer)
    assert "Nobody shares a picture with you" in client.get(reverse("practice:shared-list")).content.decode()


def test_the_supervisor_of_a_return_is_offered_and_finds_it_on_the_plan(client, db) -> None:
    returning = Returning()
    plan = returning.opened()
    detail = reverse("returns:detail", args=[plan.pk])
    client.force_login(returning.clinician)
    offered = f"{reverse('practice:sharing')}?with=supervisor"
    assert offered in client.get(detail).content.decode()
    assert f'value="{returning.lead.email}"' in client.get(offered).content.decode()
    client.force_login(returning.lead)
    assert "has not shared their picture of readiness" in client.get(detail).content.decode()
    given(returning.clinician, person=returning.lead)
    assert reverse("practice:shared", args=[returning.clinician.pk]) in client.get(detail).content.decode()
