"""What the people around a leadership post do in the three years of its story, each at their own window."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from pathways.models import ReturnPlan
from roles.models import Appointment, RoleReview
from tests.system.browser import Visitor
from tests.system.leading import Leading
from tests.system.steps import fill_date, fill_line


class ThreeYears(Leading):
    """Each act leaves the page on which it ended for axe to look at."""

    def is_appointed(self) -> Appointment:
        self.is_chosen(starts_on=date(2027, 4, 1), months=30)
        self.clock.until(date(2027, 3, 8))
        clinician = self.opens("clinician", "offer")
        self.looks(clinician)
        clinician.page.get_by_label("I accept this offer").check()
        clinician.press("Send my answer")
        clinician.sees("You are appointed")
        self.looks(clinician)
        return Appointment.objects.get()

    def proposes_the_week(self) -> None:
        clinician = self.opens("clinician", "You are appointed")
        clinician.follow("Propose a time split")
        clinician.fill("PAs a week in all", "10")
        fill_line(clinician, 0, "Direct clinical care", "Clinics, ward rounds and lists", "6.5")
        self.sends(clinician)

    def sends(self, clinician: Visitor) -> None:
        clinician.press("Save and check answers")
        clinician.sees("Check your time split before you send it")
        self.looks(clinician)
        clinician.press("Send for sign-off")
        clinician.sees("Your time split has been sent")

    def signs(self, who: str, subject: str) -> None:
        signatory = self.opens(who, subject)
        self.looks(signatory)
        signatory.press("Sign it")
        signatory.sees("You have signed")

    def agree_objectives(self, held: Appointment) -> None:
        clinician = self.sits_down("clinician")
        clinician.go(reverse("reviews:objectives", args=[held.pk]))
        clinician.fill("Objectives, one on each line", "Waits under 18 weeks by June\nA deputy who runs the rota")
        clinician.press("Propose these")
        clinician.sees("Waits for your reviewer")
        lead = self.opens("lead", "Objectives to agree")
        self.looks(lead)
        lead.press("Agree to these")
        lead.sees("These are the objectives now")

    def proposes_to_meet(self, who: str, review: RoleReview, day: date) -> None:
        visitor = self.sits_down(who)
        visitor.go(reverse("reviews:meeting", args=[review.pk]))
        fill_date(visitor, "starts", day)
        visitor.fill("Time", "2pm")
        visitor.fill("Place", "Room 4")
        visitor.press("Propose it")
        visitor.sees("A time is proposed")
        self.looks(visitor)

    def agrees_to_meet(self, who: str) -> None:
        visitor = self.opens(who, "A time to meet is proposed")
        visitor.press("Agree to this time")
        visitor.sees("You both get an invitation by email")

    def writes(self, who: str, subject: str) -> None:
        visitor = self.opens(who, subject)
        visitor.follow("What you write before you meet")
        visitor.fill("What was done", "The winter plan held.")
        visitor.fill("What next", "Go on, with a deputy.")
        visitor.press("Send it")
        visitor.sees("Sent. You can change it")

    def records(self, review: RoleReview, decision: str, action: tuple[str, date] | None = None) -> None:
        lead = self.sits_down("lead")
        lead.go(reverse("reviews:detail", args=[review.pk]))
        if action:
            lead.follow("Add an action")
            lead.fill("What is to be done", action[0])
            lead.page.get_by_label("Who does it").select_option(str(self.people["clinician"].pk))
            fill_date(lead, "due_on", action[1])
            lead.press("Add it")
        fill_date(lead, "held_on", timezone.localdate())
        lead.fill("Summary", "A good year.")
        lead.page.get_by_label(decision).check()
        lead.press("Record the review")
        lead.sees("signed by you")
        self.looks(lead)

    def signs_the_review(self, review: RoleReview) -> Visitor:
        clinician = self.sits_down("clinician")
        clinician.go(reverse("reviews:detail", args=[review.pk]))
        self.looks(clinician)
        clinician.press("Sign the review")
        clinician.sees("You have signed the review")
        return clinician

    def opens_a_plan(self, clinician: Visitor) -> ReturnPlan:
        clinician.follow("Open a return plan")
        for name, sees in (("mentor", "a mentor does not supervise"), ("supervisor", "Check your return plan")):
            clinician.page.get_by_label("Supervisor", exact=True).select_option(str(self.people[name].pk))
            clinician.press("Draft the plan")
            clinician.sees(sees)
            self.looks(clinician)
        clinician.press("Open the plan")
        clinician.sees("Your return plan is open")
        self.looks(clinician)
        return ReturnPlan.objects.get()

    def holds(self, subject: str) -> None:
        """The supervisor records a meeting, on the page to which the letter leads."""
        supervisor = self.opens("supervisor", subject)
        supervisor.fill("Note", "We agreed two lists a week.")
        supervisor.press("Record it")
        supervisor.sees("Recorded")
        self.looks(supervisor)

    def checks_in(self, subject: str) -> None:
        """The clinician answers five questions, and the supervisor replies."""
        clinician = self.opens("clinician", subject)
        clinician.follow("Answer five questions")
        for name, said in (("practice", "as_planned"), ("confidence", "supported"), ("support", "enough")):
            clinician.page.locator(f"[name={name}][value={said}]").check()
        clinician.page.locator("[name=wellbeing][value=well]").check()
        self.looks(clinician)
        clinician.press("Send the answers")
        clinician.sees("reads your answers and replies")
        supervisor = self.opens("supervisor", "has answered the questions of a check-in")
        supervisor.fill("Your reply", "Well done; the Tuesday list is yours.")
        supervisor.press("Reply and record it")
        supervisor.sees("the check-in is recorded")

    def draws_a_phase(self, plan: ReturnPlan) -> None:
        clinician = self.sits_down("clinician")
        clinician.go(reverse("returns:detail", args=[plan.pk]))
        clinician.press("Draft its time split")
        clinician.sees("of the agreed return to practice")
        self.sends(clinician)

    def calls_the_meeting_off(self, who: str, review: RoleReview) -> None:
        visitor = self.sits_down(who)
        visitor.go(reverse("reviews:detail", args=[review.pk]))
        visitor.press("Call the meeting off")
        visitor.sees("The meeting is called off")

    def does_what_was_agreed(self) -> None:
        clinician = self.opens("clinician", "Agreed in your role review")
        clinician.press("I have done this")
        clinician.sees("Done")
        self.looks(clinician)

    def says_what_comes_after(self) -> None:
        clinician = self.opens("clinician", "Say what you want after your term")
        clinician.page.get_by_label("Return to clinical practice").check()
        clinician.press("Save")
        clinician.sees("Kept.")
        self.looks(clinician)

    def gives_notice(self) -> None:
        clinician = self.opens("clinician", "Give notice")
        clinician.press("I have given notice")
        clinician.sees("Recorded: notice of your return is given")
        self.looks(clinician)

    def logs_days(self, plan: ReturnPlan, days: list[int]) -> None:
        clinician = self.sits_down("clinician")
        clinician.go(reverse("returns:days", args=[plan.pk]))
        for day in days:
            fill_date(clinician, "day", date(2029, 10, day))
            clinician.page.get_by_label("Ward round or ward work").check()
            clinician.page.get_by_label("No", exact=True).check()
            clinician.press("Log the day")
            clinician.sees(f" {day} October 2029.")
        supervisor = self.sits_down("supervisor")
        supervisor.go(reverse("desk:home"))
        supervisor.follow(f"Agree {len(days)} supervised days of Amira Hale")
        supervisor.press("Agree these days")
        supervisor.sees(f"{len(days)} days agreed")
        self.looks(supervisor)

    def extends(self, plan: ReturnPlan) -> None:
        supervisor = self.sits_down("supervisor")
        supervisor.go(reverse("returns:extend", args=[plan.pk]))
        supervisor.fill("Working days under supervision, in all", "12")
        supervisor.press("Extend it")
        supervisor.sees("The supervised period is extended")
