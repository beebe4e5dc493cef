"""The desk: what needs me, what I wait for, what I hold; only my own, in the same number of queries."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from markupsafe import escape

from mentoring.models import Mentorship
from pathways.desk.gathering import desk_of
from pathways.desk.parts import parts_of
from pathways.models import TimeSplit
from people.models import Role, User
from reminders.models import Due
from reminders.services import finish, set_due
from roles.models import Application
from roles.reviews.dues import WISH
from roles.selection import offers
from roles.selection.models import Offer
from tests.factories import (
    AppointmentFactory,
    MembershipFactory,
    MentorProfileFactory,
    PostFactory,
    TimeSplitFactory,
    UserFactory,
)
from tests.pathways.conftest import House
from tests.roles.people_who_choose import draft, make_choice, sent

pytestmark = pytest.mark.django_db


def words(items) -> list[str]:
    return [item.text for item in items]


def desk(user: User):
    return desk_of(user, timezone.localdate())


def due(user: User, days: int, title: str = "Role review") -> Due:
    on = timezone.localdate() + timedelta(days=days)
    return set_due(kind="test", subject=f"{title}:{days}", user=user, due_on=on, title=title, path="/reviews/1/")


def test_what_is_due_stands_first_the_longest_overdue_on_top(user: User) -> None:
    due(user, 30, "Later")
    due(user, -3, "Overdue")
    due(user, 400, "Next year")
    assert words(desk(user).needs_me) == ["Overdue", "Later"]


def test_what_comes_after_a_term_stands_there_from_the_day_it_is_asked_however_early(user: User) -> None:
    on = timezone.localdate() + timedelta(days=120)
    set_due(kind=WISH.key, subject="appointment:1", user=user, due_on=on, title="Say what you want", path="/x/")
    assert words(desk(user).needs_me) == ["Say what you want"]


def test_what_is_done_leaves_the_desk(user: User) -> None:
    held = due(user, 0)
    finish(kind=held.kind, subject=held.subject)
    assert desk(user).needs_me == []


def test_nobody_elses_things_stand_on_it(user: User) -> None:
    due(UserFactory(), 0)
    AppointmentFactory()
    draft(make_choice(applicants=0).post)
    assert desk(user) == desk(UserFactory())


def test_a_lead_and_a_director_find_their_queue_in_one_line(house: House) -> None:
    house.submitted()
    assert words(desk(house.lead).needs_me) == ["1 time split to sign"]
    assert desk(house.director).needs_me == []


def test_the_owner_waits_for_the_lead_by_turn(house: House) -> None:
    house.submitted()
    (waits,) = desk(house.clinician).waits
    assert "service lead's turn" in waits.detail


def test_a_draft_application_needs_its_owner_until_it_closes(user: User) -> None:
    open_post = make_choice(applicants=0, closes_at=timezone.now() + timedelta(days=5)).post
    draft(open_post, user)
    draft(make_choice(applicants=0).post, user)
    assert words(desk(user).needs_me) == [f"Send your application: {open_post.title}"]


def test_an_offer_needs_its_answer_and_a_sent_application_waits() -> None:
    choice = make_choice()
    offered, other = choice.applications
    choice.score_all(5, 4)
    assert words(desk(other.applicant).waits) == [f"Application: {choice.post.title}"]
    choice.lock(places=1)
    offered.refresh_from_db()
    today, allowance = timezone.localdate(), choice.post.allowance_low_gbp
    assert allowance is not None
    offers.make_offer(
        offered,
        by=choice.recruiter,
        allowance_gbp=allowance,
        pas=choice.post.pas,
        starts_on=today + timedelta(days=60),
        answer_by=today + timedelta(days=7),
    )
    assert words(desk(offered.applicant).needs_me) == [f"Answer the offer: {choice.post.title}"]


def test_panel_members_score_while_the_recruiter_waits_and_then_the_recruiter_locks() -> None:
    choice = make_choice(applicants=2)
    member, title = choice.seats[0].user, choice.post.title
    assert words(desk(member).needs_me) == [f"Score 2 applications: {title}"]
    assert words(desk(choice.recruiter).waits) == [f"Scores of 2 applications: {title}"]
    choice.score_all(5, 4)
    assert desk(member).needs_me == []
    assert words(desk(choice.recruiter).needs_me) == [f"Lock the shortlist of 2 applications: {title}"]


def test_the_recruiter_decides_waits_for_the_answer_and_tells_the_others() -> None:
    choice, today = make_choice(applicants=2), timezone.localdate()
    choice.score_all(5, 4)
    choice.lock(places=2)
    first, title, recruiter = choice.applications[0], choice.post.title, choice.recruiter
    assert words(desk(recruiter).needs_me) == [f"Decide on 2 shortlisted applicants: {title}"]
    post = choice.post
    offer = offers.make_offer(
        first,
        by=recruiter,
        allowance_gbp=post.allowance_low_gbp or Decimal(0),
        pas=post.pas,
        starts_on=today + timedelta(days=60),
        answer_by=today + timedelta(days=7),
    )
    (waits,) = desk(recruiter).waits
    assert (waits.text, waits.on) == (f"Answer to your offer: {title}", offer.answer_by)
    offers.answer_offer(offer, by=first.applicant, accept=True)
    assert words(desk(recruiter).needs_me) == [f"Tell 1 shortlisted applicant the outcome: {title}"]
    assert desk(recruiter).waits == []


def test_an_offer_that_ran_out_is_the_recruiters_to_decide_again() -> None:
    choice, today = make_choice(applicants=2), timezone.localdate()
    choice.score_all(5, 4)
    choice.lock(places=2)
    offer = offers.make_offer(
        choice.applications[0],
        by=choice.recruiter,
        allowance_gbp=choice.post.allowance_low_gbp or Decimal(0),
        pas=choice.post.pas,
        starts_on=today + timedelta(days=60),
        answer_by=today,
    )
    Offer.objects.filter(pk=offer.pk).update(answer_by=today - timedelta(days=1))
    assert words(desk(choice.recruiter).needs_me) == [f"Decide on 1 shortlisted applicant: {choice.post.title}"]


def test_a_request_needs_the_mentor_and_keeps_the_mentee_waiting(user: User) -> None:
    mentor = MentorProfileFactory()
    Mentorship.objects.create(mentor=mentor, mentee=user, message="Please.")
    assert words(desk(mentor.user).needs_me) == [f"Answer {user}, who asks you to be their mentor"]
    assert words(desk(user).waits) == ["Request to be mentored"]


def test_what_i_hold_is_my_roles_weeks_and_mentorings(user: User) -> None:
    role = AppointmentFactory(user=user)
    week = TimeSplitFactory(user=user, organisation=role.organisation, status=TimeSplit.Status.IN_FORCE)
    pair = Mentorship.objects.create(
        mentor=MentorProfileFactory(), mentee=user, message="Please.", status="active", answered_at=timezone.now()
    )
    assert set(words(desk(user).holds)) == {
        f"Time split: {week.service}",
        f"Appointment: {role.title}",
        f"Your mentor: {pair.mentor.user}",
    }


def test_empty_the_desk_teaches(client, user: User) -> None:
    client.force_login(user)
    text = client.get(reverse("desk:home")).content.decode()
    assert "Nothing needs you now" in text
    assert reverse("roles:search") in text


@pytest.mark.parametrize("role", Role)
def test_each_role_reads_what_it_is_for_and_where_to_do_it(client, role: Role) -> None:
    membership = MembershipFactory(role=role)
    client.force_login(membership.user)
    text = client.get(reverse("desk:home")).content.decode()
    (part,) = parts_of(membership.user)
    assert f"{escape(part.where)}. {escape(part.does)}" in text
    for href in (part.href, *part.more.values()):
        assert f'href="{href}"' in text
        assert client.get(href, follow=True).status_code == 200
    assert ("It begins with a post that suits you" in text) == (role == Role.CLINICIAN)


def test_every_link_on_the_desk_leads_somewhere(client, house: House) -> None:
    house.submitted()
    due(house.clinician, 1)
    Application.objects.filter(pk=sent(make_choice(applicants=0).post, house.clinician).pk).update(status="submitted")
    for item in [*desk(house.clinician).waits, *desk(house.clinician).holds]:
        client.force_login(house.clinician)
        assert client.get(item.href).status_code == 200, item


def test_the_desk_asks_as_often_for_many_things_as_for_few(client, house: House, django_assert_max_num_queries) -> None:
    user = house.clinician
    MembershipFactory(user=user, organisation=house.organisation, role=Role.RECRUITER)
    MembershipFactory(user=user, organisation=house.organisation, role=Role.MEDICAL_DIRECTOR)
    client.force_login(user)

    def fill() -> None:
        due(user, Due.objects.count())
        AppointmentFactory(user=user)
        Mentorship.objects.create(mentor=MentorProfileFactory(), mentee=user, message="Please.")
        draft(make_choice(applicants=0, closes_at=timezone.now() + timedelta(days=5)).post, user)
        TimeSplitFactory(user=user, organisation=house.organisation, status=TimeSplit.Status.DRAFT)

    def asked() -> int:
        with django_assert_max_num_queries(21) as queries:
            client.get(reverse("desk:home"))
        return len(queries)

    fill()
    few = asked()
    for _ in range(4):
        fill()
    assert asked() == few


def test_a_role_without_a_week_asks_for_its_time_split_until_one_is_begun(client, house: House) -> None:
    role = AppointmentFactory(user=house.clinician, organisation=house.organisation, title="Dean")

    def asked() -> list[str]:
        return [item.text for item in desk_of(house.clinician, timezone.localdate()).needs_me if "Dean" in item.text]

    assert asked() == ["Propose the time split for your role: Dean"]
    split = TimeSplitFactory(user=house.clinician, organisation=house.organisation, appointment=role)
    assert asked() == []
    TimeSplit.objects.filter(pk=split.pk).update(status="withdrawn")
    assert len(asked()) == 1


def test_a_post_that_waits_to_be_published_stands_on_a_colleagues_desk_and_not_on_the_writers() -> None:
    writer = MembershipFactory(role=Role.RECRUITER)
    colleague = MembershipFactory(role=Role.RECRUITER, organisation=writer.organisation)
    PostFactory(
        organisation=writer.organisation, status="draft", title="Dean", ready_at=timezone.now(), ready_by=writer.user
    )
    today = timezone.localdate()
    assert [item.text for item in desk_of(colleague.user, today).needs_me] == ["Publish, or change: Dean"]
    assert desk_of(writer.user, today).needs_me == []
    assert desk_of(MembershipFactory(role=Role.RECRUITER).user, today).needs_me == []
