"""A running term: ended early, made longer, acted up for, handed over; and who is named in public."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from psycopg2.extras import DateRange

from people.dates import after_months
from people.models import Role, User
from people.refusals import Refused
from reminders.models import Due, Message
from rewards.elements.services import ElementLine, rewrite_from
from rewards.models import ElementKind, PayElement
from roles.appointments import services as appointments
from roles.models import Appointment, Handover, PaidBy, TermOffer
from roles.terms import services
from roles.terms.models import TermKind, TermStatus
from roles.terms.settings import EXTENSION_MONTHS
from tests.factories import AppointmentFactory, ArchetypeFactory, ServiceFactory, set_here
from tests.roles.appointments.test_services import make_offer
from tests.roles.people_who_choose import clinician, member
from tests.together import together

pytestmark = pytest.mark.django_db
WHY = "The service moves to another trust."
BACKEND = "django.contrib.auth.backends.ModelBackend"


def today() -> date:
    return timezone.localdate()


def ends_of(appointment: Appointment) -> date:
    assert appointment.term.upper
    return appointment.term.upper


def held(**post: Any) -> tuple[Appointment, User]:
    """An appointment from an accepted offer, and a director who runs its term."""
    offer = make_offer(**post)
    appointment = appointments.accept(offer, by=offer.application.applicant)
    return appointment, member(appointment.organisation, Role.MEDICAL_DIRECTOR)


def paid(user: User) -> list[tuple[str, int, date | None, date | None]]:
    rows = PayElement.objects.current().filter(user=user).order_by("kind", "period")
    return [(row.kind, int(row.annual_gbp), row.period.lower, row.period.upper) for row in rows]


def extended(appointment: Appointment, by: User, days: int = 90) -> TermOffer:
    last = ends_of(appointment) + timedelta(days=days - 1)
    return services.offer_more(appointment, TermKind.EXTENSION, last_day=last, why=WHY, by=by)


class TestEndingEarly:
    def test_the_term_ends_later_reviews_fall_away_and_the_holder_hears_once(self):
        appointment, director = held()
        last = appointment.starts + timedelta(days=200)

        services.end_early(appointment, last_day=last, why=WHY, by=director)
        services.end_early(appointment, last_day=last, why=WHY, by=director)

        appointment.refresh_from_db()
        assert appointment.last_day == last
        assert [review.kind for review in appointment.reviews.all()] == ["early"]
        open_days = Due.objects.filter(kind=appointments.DUE, state=Due.State.OPEN).values_list("due_on", flat=True)
        assert set(open_days) == {appointment.reviews.get().due_on}
        [letter] = Message.objects.filter(user=appointment.user, subject__startswith="Your role ends")
        assert WHY in letter.text
        assert "right to return" in letter.text

    def test_the_last_review_comes_before_the_new_end_where_there_is_time_for_it(self):
        appointment, director = held()
        last = after_months(appointment.starts, 24) - timedelta(days=1)

        services.end_early(appointment, last_day=last, why=WHY, by=director)

        appointment.refresh_from_db()
        [review] = appointment.reviews.filter(kind="end_of_term")
        assert review.due_on == after_months(appointment.starts, 18)
        open_dues = Due.objects.filter(subject=f"review:{review.pk}", state=Due.State.OPEN)
        assert set(open_dues.values_list("due_on", flat=True)) == {review.due_on}

    def test_its_allowance_ends_that_day_and_no_other(self):
        appointment, director = held()
        last = appointment.starts + timedelta(days=200)

        services.end_early(appointment, last_day=last, why=WHY, by=director)

        after = last + timedelta(days=1)
        assert paid(appointment.user) == [("allowance", 8000, appointment.starts, after)]

    def test_where_a_salary_had_replaced_basic_pay_the_basic_pay_comes_back(self):
        offer = make_offer("0", paid_by=PaidBy.SALARY, salary_gbp=120_000, keeps_clinical_contract=False)
        holder, here = offer.application.applicant, offer.application.post.organisation
        before = today() - timedelta(days=900)
        basic = ElementLine(ElementKind.BASIC, "Basic pay", Decimal(100_000), True, before, pas=Decimal(10))
        rewrite_from(holder, here, before, [basic], "split:1", kinds=[ElementKind.BASIC])
        appointment = appointments.accept(offer, by=holder)
        director = member(here, Role.MEDICAL_DIRECTOR)
        first, former = appointment.starts, appointment.term.upper
        assert [row for row in paid(holder) if row[0] == "basic"] == [
            ("basic", 100_000, before, first),
            ("basic", 0, first, former),
            ("basic", 100_000, former, None),
        ]

        last = first + timedelta(days=100)
        services.end_early(appointment, last_day=last, why=WHY, by=director)

        after = last + timedelta(days=1)
        assert [row for row in paid(holder) if row[0] in {"basic", "salary"}] == [
            ("basic", 100_000, before, first),
            ("basic", 0, first, after),
            ("basic", 100_000, after, former),
            ("basic", 100_000, former, None),
            ("salary", 120_000, first, after),
        ]

    @pytest.mark.parametrize(
        ("days", "sentence"),
        [(-61, "must not be before the first day"), (5000, "in any case. Enter an earlier day")],
    )
    def test_a_last_day_outside_the_term_is_refused(self, days: int, sentence: str):
        appointment, director = held()

        with pytest.raises(Refused, match=sentence):
            services.end_early(appointment, last_day=appointment.starts + timedelta(days=days), why=WHY, by=director)

    def test_a_past_day_and_a_role_that_has_ended_are_refused(self):
        running = AppointmentFactory(term=DateRange(today() - timedelta(days=90), today() + timedelta(days=90)))
        director = member(running.organisation, Role.MEDICAL_DIRECTOR)
        with pytest.raises(Refused, match="must be today or later"):
            services.end_early(running, last_day=today() - timedelta(days=1), why=WHY, by=director)

        over = AppointmentFactory(
            organisation=running.organisation, term=DateRange(today() - timedelta(days=90), today())
        )
        with pytest.raises(Refused, match="has ended already"):
            services.end_early(over, last_day=today(), why=WHY, by=director)

    def test_neither_the_holder_nor_a_colleague_nor_another_trust_ends_it(self):
        appointment, _ = held()
        elsewhere, _ = held()
        for who in (
            appointment.user,
            member(appointment.organisation, Role.RECRUITER),
            member(elsewhere.organisation, Role.MEDICAL_DIRECTOR),
        ):
            with pytest.raises(PermissionDenied):
                services.end_early(appointment, last_day=appointment.starts, why=WHY, by=who)

    @pytest.mark.django_db(transaction=True)
    def test_two_who_end_it_on_different_days_at_once_leave_one_end_and_one_letter_each(self):
        appointment, director = held()
        other = member(appointment.organisation, Role.HR)
        days = [appointment.starts + timedelta(days=n) for n in (100, 200)]

        together(
            lambda: services.end_early(appointment, last_day=days[0], why=WHY, by=director),
            lambda: services.end_early(appointment, last_day=days[1], why=WHY, by=other),
        )

        appointment.refresh_from_db()
        assert appointment.last_day in days
        assert paid(appointment.user)[0][3] == appointment.term.upper


class TestMoreTime:
    def test_an_accepted_extension_lengthens_term_pay_and_reviews(self):
        appointment, director = held()
        former = ends_of(appointment)
        offer = extended(appointment, director)

        services.answer(offer, by=appointment.user, accept=True)
        services.answer(offer, by=appointment.user, accept=True)

        appointment.refresh_from_db()
        assert ends_of(appointment) == former + timedelta(days=90)
        assert [(kind, sum_, ends) for kind, sum_, _, ends in paid(appointment.user)][-1] == (
            "allowance",
            8000,
            appointment.term.upper,
        )
        assert {row[1] for row in paid(appointment.user)} == {8000}
        last = appointment.reviews.get(kind="end_of_term")
        assert last.due_on == after_months(ends_of(appointment), -6)
        assert Due.objects.filter(subject=f"review:{last.pk}", due_on=last.due_on).count() == 2
        assert Message.objects.filter(user=director, subject__startswith="Accepted").count() == 1

    def test_declined_or_taken_back_nothing_changes(self):
        appointment, director = held()
        former = appointment.term.upper
        services.answer(extended(appointment, director), by=appointment.user, accept=False)
        taken = extended(appointment, director)
        services.take_back(taken, by=director)

        with pytest.raises(Refused, match="was taken back already"):
            services.answer(taken, by=appointment.user, accept=True)
        appointment.refresh_from_db()
        assert appointment.term.upper == former

    def test_only_the_holder_answers_and_nobody_offers_themselves_more(self):
        appointment, director = held()
        offer = extended(appointment, director)
        with pytest.raises(PermissionDenied):
            services.answer(offer, by=director, accept=True)
        services.take_back(offer, by=director)
        member_too = appointment.user
        member(appointment.organisation, Role.HR, email="hr@tests.example")
        with pytest.raises(PermissionDenied):
            extended(appointment, member_too)

    def test_an_organisation_says_how_long_an_extension_may_be(self):
        appointment, director = held()
        set_here(appointment.organisation, EXTENSION_MONTHS, 1)

        with pytest.raises(Refused, match="extended by 1 month at most here"):
            extended(appointment, director)

    def test_a_second_offer_waits_for_the_first(self):
        appointment, director = held()
        extended(appointment, director)

        with pytest.raises(Refused, match="has an offer of more time already"):
            extended(appointment, director)

    def test_another_term_is_as_long_as_the_post_says_and_as_often(self):
        appointment, director = held(renewals=1, term_months=24)
        former = ends_of(appointment)
        first = services.offer_more(appointment, TermKind.RENEWAL, last_day=None, why=WHY, by=director)
        services.answer(first, by=appointment.user, accept=True)

        appointment.refresh_from_db()
        assert ends_of(appointment) == after_months(former, 24)
        with pytest.raises(Refused, match="allows 1 more term, and the holder has had 1"):
            services.offer_more(appointment, TermKind.RENEWAL, last_day=None, why=WHY, by=director)

    def test_a_post_without_renewals_is_advertised_again_instead(self):
        appointment, director = held()

        with pytest.raises(Refused, match="advertised without another term"):
            services.offer_more(appointment, TermKind.RENEWAL, last_day=None, why=WHY, by=director)

    def test_a_seat_that_someone_else_holds_next_is_not_extended_into(self):
        appointment, director = held()
        offer = extended(appointment, director)
        AppointmentFactory(
            organisation=appointment.organisation,
            post=appointment.post,
            term=DateRange(ends_of(appointment), after_months(ends_of(appointment), 12)),
        )

        with pytest.raises(Refused, match="Someone else holds this post"):
            services.answer(offer, by=appointment.user, accept=True)
        services.take_back(offer, by=director)
        with pytest.raises(Refused, match="Someone else holds this post"):
            extended(appointment, director)


class TestActingUp:
    @pytest.fixture
    def director(self, db) -> User:
        return member(ServiceFactory().organisation, Role.MEDICAL_DIRECTOR)

    def wanted(self, director: User, **changes: Any) -> services.ActingUp:
        organisation = director.memberships.get().organisation
        fields = {
            "organisation": organisation,
            "archetype": ArchetypeFactory(),
            "service": organisation.services.get(),
            "title": "Acting clinical director",
            "starts": today() + timedelta(days=10),
            "last_day": today() + timedelta(days=100),
            "pas": Decimal(2),
            "allowance_gbp": Decimal(4000),
        }
        return services.ActingUp(**{**fields, **changes})

    def colleague(self, director: User) -> User:
        person = clinician()
        director.memberships.model.objects.create(
            user=person,
            organisation=director.memberships.get().organisation,
            role=Role.CLINICIAN,
            period=DateRange(date(2020, 1, 1), None),
        )
        return person

    def test_it_begins_once_accepted_with_pay_and_review_and_says_that_it_is_acting(self, director):
        person = self.colleague(director)
        offer = services.offer_acting_up(self.wanted(director), person.email, why=WHY, by=director)
        assert not Appointment.objects.exists()

        services.answer(offer, by=person, accept=True)

        [appointment] = Appointment.objects.all()
        assert appointment.acting
        assert (appointment.user, appointment.starts, appointment.last_day) == (
            person,
            offer.starts,
            offer.last_day,
        )
        assert paid(person) == [("allowance", 4000, offer.starts, offer.ends)]

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"last_day": date(2050, 1, 1)}, "6 months at most here"),
            ({"last_day": date(2020, 1, 1)}, "must not be before the first day"),
            ({"starts": date(2020, 1, 1)}, "must be today or later"),
        ],
    )
    def test_a_time_that_is_none_is_refused(self, director, changes: dict, sentence: str):
        with pytest.raises(Refused, match=sentence):
            services.offer_acting_up(
                self.wanted(director, **changes), self.colleague(director).email, why=WHY, by=director
            )

    def test_a_service_that_is_closed_by_then_is_refused(self, director):
        wanted = self.wanted(director)
        assert wanted.service
        wanted.service.closed_on = today()

        with pytest.raises(Refused, match="closes on"):
            services.offer_acting_up(wanted, self.colleague(director).email, why=WHY, by=director)

    def test_a_stranger_and_oneself_are_refused(self, director):
        for email, sentence in ((clinician().email, "No clinician of"), (director.email, "Nobody asks themselves")):
            with pytest.raises(Refused, match=sentence):
                services.offer_acting_up(self.wanted(director), email, why=WHY, by=director)

    @pytest.mark.django_db(transaction=True)
    def test_accepted_twice_at_once_it_is_one_appointment(self, director):
        person = self.colleague(director)
        offers = [services.offer_acting_up(self.wanted(director), person.email, why=WHY, by=director) for _ in "ab"]

        together(*[lambda o=offer: services.answer(o, by=person, accept=True) for offer in offers * 2])

        assert Appointment.objects.count() == 1
        assert TermOffer.objects.filter(status=TermStatus.ACCEPTED).count() == 1


class TestHandover:
    def test_what_one_holder_leaves_the_next_one_reads(self, client):
        before = AppointmentFactory(term=DateRange(today() - timedelta(days=900), today() - timedelta(days=10)))
        after = AppointmentFactory(
            organisation=before.organisation,
            service=before.service,
            archetype=before.archetype,
            term=DateRange(today() - timedelta(days=5), today() + timedelta(days=900)),
        )
        client.force_login(before.user, backend=BACKEND)
        client.post(f"/appointments/{before.pk}/handover/", {"text": "Ask Ruth about the rota."})
        assert "Ask Ruth about the rota." in client.get(f"/appointments/{before.pk}/").content.decode()

        client.force_login(after.user, backend=BACKEND)
        page = client.get(f"/appointments/{after.pk}/").content.decode()

        assert f"What {before.user} left for you" in page
        assert "Ask Ruth about the rota." in page
        assert Handover.objects.count() == 1

    def test_a_holder_elsewhere_does_not_read_it(self, client):
        before = AppointmentFactory(term=DateRange(today() - timedelta(days=900), today() - timedelta(days=10)))
        services.hand_over(before, "Ask Ruth about the rota.", by=before.user)
        stranger = AppointmentFactory(archetype=before.archetype)
        client.force_login(stranger.user, backend=BACKEND)

        assert "Ask Ruth" not in client.get(f"/appointments/{stranger.pk}/").content.decode()


class TestPages:
    def test_a_director_ends_a_role_on_its_page_and_what_is_refused_stays_typed(self, client):
        appointment, director = held()
        client.force_login(director, backend=BACKEND)
        address = f"/appointments/{appointment.pk}/end/"
        assert address in client.get(f"/appointments/{appointment.pk}/").content.decode()
        early = {"last_day-day": "1", "last_day-month": "1", "last_day-year": "2020", "why": WHY}

        page = client.post(address, early).content.decode()
        assert "must not be before the first day" in page
        assert WHY in page

        day = appointment.starts + timedelta(days=30)
        sent = {"last_day-day": day.day, "last_day-month": day.month, "last_day-year": day.year, "why": WHY}
        assert client.post(address, sent).status_code == 302
        assert WHY in client.get(f"/appointments/{appointment.pk}/").content.decode()

    def test_more_time_is_offered_and_answered_on_pages(self, client):
        appointment, director = held()
        client.force_login(director, backend=BACKEND)
        client.post(f"/appointments/{appointment.pk}/more/", {"kind": "extension", "why": WHY})
        assert not TermOffer.objects.exists(), "an extension needs a day"
        day = ends_of(appointment) + timedelta(days=30)
        sent = {"last_day-day": day.day, "last_day-month": day.month, "last_day-year": day.year}
        client.post(f"/appointments/{appointment.pk}/more/", {**sent, "kind": "extension", "why": WHY})
        offer = TermOffer.objects.get()

        client.force_login(appointment.user, backend=BACKEND)
        assert "waits for" in client.get(f"/appointments/{appointment.pk}/").content.decode()
        client.post(f"/appointments/offers/{offer.pk}/", {"answer": "accept"})
        appointment.refresh_from_db()
        assert appointment.last_day == day
