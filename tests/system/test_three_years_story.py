"""Three years of a moved clock: a consultant is appointed to lead, is reviewed, and returns to clinical practice."""

from collections.abc import Callable
from datetime import date

import pytest

from pathways.models import ReturnPlan
from tests.reminders.servers import serving
from tests.system.browser import Visitor
from tests.system.clock import Clock
from tests.system.leading import TITLE
from tests.system.subscribing import Subscriber
from tests.system.three_years import ThreeYears

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]

MEETING = f"Role review meeting: {TITLE}"
SPLIT_ENDS = "Last day of your time split: propose the next one"
SUPERVISED = "End of the supervised period"
LETTERS = """
-- She is appointed, and her week with the role is agreed before its first day; the director is reminded once.
01 Mar 2027 10:02  clinician   You have an offer: Clinical director, cardiology
08 Mar 2027 10:02  clinician   You are appointed: Clinical director, cardiology
08 Mar 2027 10:02  recruiter   Offer accepted: Clinical director, cardiology
08 Mar 2027 10:03  lead        Amira Hale asks you to sign a time split
10 Mar 2027 10:02  clinician   Owen Price has signed your time split. It waits for the next signature
10 Mar 2027 10:02  director    Owen Price has signed a time split. It waits for you to sign next
22 Mar 2027 00:00  director    Due: Sign the time split of Amira Hale
23 Mar 2027 10:02  clinician   Mara Quinn has given the final sign-off
01 Apr 2027 00:01  clinician   Your time split is in force, and your pay follows it
-- Objectives; and the review after three months, whose meeting is moved, with an action that she does in time.
12 Apr 2027 10:02  lead        Objectives to agree: Clinical director, cardiology
12 Apr 2027 10:03  clinician   Objectives agreed: Clinical director, cardiology
17 Jun 2027 00:00  clinician   Due: Role review: Clinical director, cardiology
17 Jun 2027 00:00  lead        Due: Role review of Amira Hale: Clinical director, cardiology
18 Jun 2027 10:02  lead        A time to meet is proposed: Clinical director, cardiology
18 Jun 2027 10:03  clinician   Your role review meeting is agreed: Clinical director, cardiology
18 Jun 2027 10:03  lead        Your role review meeting is agreed: Clinical director, cardiology
18 Jun 2027 10:04  clinician   A time to meet is proposed: Clinical director, cardiology
18 Jun 2027 10:05  clinician   Your role review meeting is moved: Clinical director, cardiology
18 Jun 2027 10:05  lead        Your role review meeting is moved: Clinical director, cardiology
28 Jun 2027 00:00  clinician   Due: Role review meeting: Clinical director, cardiology
28 Jun 2027 00:00  lead        Due: Role review meeting: Clinical director, cardiology
29 Jun 2027 15:02  clinician   Due: Sign the review of your role: Clinical director, cardiology
01 Jul 2027 10:02  lead        Signed: review of Clinical director, cardiology
08 Sep 2027 00:00  clinician   Due: Agreed in your role review: Hand the rota on
-- The yearly review: nobody moves, the lead calls the meeting off, the director hears of it, and then it is held.
18 Mar 2028 00:00  clinician   Due: Role review: Clinical director, cardiology
18 Mar 2028 00:00  lead        Due: Role review of Amira Hale: Clinical director, cardiology
01 Apr 2028 00:00  clinician   Due: Role review: Clinical director, cardiology
01 Apr 2028 00:00  lead        Due: Role review of Amira Hale: Clinical director, cardiology
08 Apr 2028 00:00  clinician   Overdue: Role review: Clinical director, cardiology
08 Apr 2028 00:00  lead        Overdue: Role review of Amira Hale: Clinical director, cardiology
10 Apr 2028 10:02  clinician   A time to meet is proposed: Clinical director, cardiology
10 Apr 2028 10:03  clinician   Your role review meeting is agreed: Clinical director, cardiology
10 Apr 2028 10:03  lead        Your role review meeting is agreed: Clinical director, cardiology
18 Apr 2028 10:02  clinician   Your role review meeting is called off: Clinical director, cardiology
18 Apr 2028 10:02  lead        Your role review meeting is called off: Clinical director, cardiology
22 Apr 2028 00:00  director    Not done yet: Role review: Clinical director, cardiology
25 Apr 2028 10:02  clinician   Due: Sign the review of your role: Clinical director, cardiology
25 Apr 2028 10:03  lead        Signed: review of Clinical director, cardiology
-- Asked early, she wants to return; the last review decides so, and opens the plan out of the role’s right.
31 Jan 2029 00:03  clinician   Due: Say what you want after your term: Clinical director, cardiology
18 Mar 2029 00:00  clinician   Due: Role review: Clinical director, cardiology
18 Mar 2029 00:00  lead        Due: Role review of Amira Hale: Clinical director, cardiology
26 Mar 2029 10:02  clinician   Due: Sign the review of your role: Clinical director, cardiology
26 Mar 2029 10:03  clinician   Due: Meeting before leaving practice
26 Mar 2029 10:03  lead        Signed: review of Clinical director, cardiology
26 Mar 2029 10:03  supervisor  Amira Hale has opened a return plan and named you as supervisor
26 Mar 2029 10:03  supervisor  Due: Meeting before leaving practice: Amira Hale
28 Mar 2029 10:02  clinician   Sunita Rao has recorded a step of the return plan
01 Apr 2029 00:00  clinician   Due: Check-in during the role
01 Apr 2029 00:00  supervisor  Due: Check-in during the role: Amira Hale
03 Apr 2029 10:02  supervisor  Amira Hale has answered the questions of a check-in
03 Apr 2029 10:03  clinician   Sunita Rao has recorded a step of the return plan
-- Notice; the contact before the return is missed, and passed on to the responsible officer.
03 Jun 2029 00:00  clinician   Due: Give notice that you return: Clinical director, cardiology
04 Jun 2029 10:02  supervisor  Amira Hale has recorded that notice of the return is given
24 Jun 2029 00:00  clinician   Due: Contact three months before return
24 Jun 2029 00:00  supervisor  Due: Contact three months before return: Amira Hale
01 Jul 2029 00:00  clinician   Due: Contact three months before return
01 Jul 2029 00:00  supervisor  Due: Contact three months before return: Amira Hale
04 Jul 2029 00:00  clinician   Overdue: Contact three months before return
04 Jul 2029 00:00  supervisor  Overdue: Contact three months before return: Amira Hale
15 Jul 2029 00:00  director    Not done yet: Contact three months before return
16 Jul 2029 10:02  supervisor  Amira Hale has answered the questions of a check-in
16 Jul 2029 10:03  clinician   Sunita Rao has recorded a step of the return plan
-- The pre-return meeting, and two phases that are signed as time splits.
30 Jul 2029 00:00  clinician   Due: Pre-return meeting
30 Jul 2029 00:00  supervisor  Due: Pre-return meeting: Amira Hale
06 Aug 2029 00:00  clinician   Due: Pre-return meeting
06 Aug 2029 00:00  supervisor  Due: Pre-return meeting: Amira Hale
06 Aug 2029 10:02  clinician   Sunita Rao has recorded a step of the return plan
06 Aug 2029 10:03  lead        Amira Hale asks you to sign a time split
07 Aug 2029 10:02  clinician   Owen Price has signed your time split. It waits for the next signature
07 Aug 2029 10:02  director    Owen Price has signed a time split. It waits for you to sign next
08 Aug 2029 10:02  clinician   Mara Quinn has given the final sign-off
02 Sep 2029 00:00  clinician   Due: Last day of your time split: propose the next one
03 Sep 2029 10:02  lead        Amira Hale asks you to sign a time split
03 Sep 2029 10:03  clinician   Owen Price has signed your time split. It waits for the next signature
03 Sep 2029 10:03  director    Owen Price has signed a time split. It waits for you to sign next
03 Sep 2029 10:04  clinician   Mara Quinn has given the final sign-off
-- She is back, under supervision, which is extended once and ends; the second phase begins.
24 Sep 2029 00:00  clinician   Due: Meeting on return
24 Sep 2029 00:00  supervisor  Due: Meeting on return: Amira Hale
01 Oct 2029 00:00  clinician   Due: Meeting on return
01 Oct 2029 00:00  supervisor  Due: Meeting on return: Amira Hale
01 Oct 2029 00:01  clinician   Your time split is in force, and your pay follows it
01 Oct 2029 10:02  clinician   Sunita Rao has recorded a step of the return plan
08 Oct 2029 00:00  clinician   Due: End of the supervised period
08 Oct 2029 00:00  supervisor  Due: End of the supervised period: Amira Hale
12 Oct 2029 17:04  clinician   Sunita Rao has extended your supervised period
15 Oct 2029 00:00  clinician   Due: Review after return
15 Oct 2029 00:00  supervisor  Due: Review after return: Amira Hale
17 Oct 2029 00:00  clinician   Due: End of the supervised period
17 Oct 2029 00:00  supervisor  Due: End of the supervised period: Amira Hale
17 Oct 2029 17:04  clinician   Sunita Rao has recorded a step of the return plan
22 Oct 2029 00:00  clinician   Due: Review after return
22 Oct 2029 00:00  supervisor  Due: Review after return: Amira Hale
22 Oct 2029 10:02  clinician   Sunita Rao has recorded a step of the return plan
29 Oct 2029 00:01  clinician   Your time split is in force, and your pay follows it
-- The last check-ins; with the second the plan closes, and nothing is said any more.
25 Dec 2029 00:00  clinician   Due: Three months after return
25 Dec 2029 00:00  supervisor  Due: Three months after return: Amira Hale
01 Jan 2030 00:00  clinician   Due: Three months after return
01 Jan 2030 00:00  supervisor  Due: Three months after return: Amira Hale
02 Jan 2030 10:02  supervisor  Amira Hale has answered the questions of a check-in
02 Jan 2030 10:03  clinician   Sunita Rao has recorded a step of the return plan
25 Mar 2030 00:00  clinician   Due: Six months after return
25 Mar 2030 00:00  supervisor  Due: Six months after return: Amira Hale
01 Apr 2030 00:00  clinician   Due: Six months after return
01 Apr 2030 00:00  supervisor  Due: Six months after return: Amira Hale
01 Apr 2030 10:02  supervisor  Amira Hale has answered the questions of a check-in
01 Apr 2030 10:03  clinician   Sunita Rao has recorded a step of the return plan
"""
"""Every letter of the three years: its minute, to whom, and its subject."""


def test_a_consultant_leads_is_reviewed_and_returns_and_everyone_is_told_each_thing_once(
    visit: Callable[..., Visitor], settings
) -> None:
    with serving() as (server, settings.EMAIL_PORT), Clock(date(2027, 3, 1), 10) as clock:
        story = ThreeYears(clock, server, visit)
        calendar = Subscriber(story.sits_down("clinician"))
        leads_and_is_reviewed(story, calendar)
        returns(story, calendar)
        assert story.letters() == [line for line in LETTERS.splitlines() if line[:1].isdigit()]
    assert story.found == []


def leads_and_is_reviewed(story: ThreeYears, calendar: Subscriber) -> None:
    held = story.is_appointed()
    early, yearly, last = held.reviews.order_by("due_on")
    assert [each.on for each in calendar.reads().values()] == [early.due_on, yearly.due_on, last.due_on]
    story.proposes_the_week()
    story.clock.until(date(2027, 3, 10))
    story.signs("lead", "asks you to sign a time split")
    story.clock.until(date(2027, 3, 23))
    story.signs("director", "It waits for you to sign next")
    story.clock.until(date(2027, 4, 12))
    story.agree_objectives(held)

    story.clock.until(date(2027, 6, 18))
    story.proposes_to_meet("clinician", early, date(2027, 6, 25))
    story.agrees_to_meet("lead")
    agreed = calendar.reads()[MEETING]
    story.proposes_to_meet("lead", early, date(2027, 6, 29))
    story.agrees_to_meet("clinician")
    moved = calendar.reads()[MEETING]
    assert (moved.uid, moved.on, moved.sequence > agreed.sequence) == (agreed.uid, date(2027, 6, 29), True)
    story.writes("clinician", "Role review:")
    story.writes("lead", "Role review of")
    story.clock.until(date(2027, 6, 29), 15)
    story.records(early, "Go on as agreed", ("Hand the rota on", date(2027, 9, 15)))
    story.clock.until(date(2027, 7, 1))
    story.signs_the_review(early)
    story.clock.until(date(2027, 9, 10))
    story.does_what_was_agreed()

    story.clock.until(date(2028, 4, 10))
    story.proposes_to_meet("lead", yearly, date(2028, 4, 20))
    story.agrees_to_meet("clinician")
    assert calendar.reads()[MEETING].status == "CONFIRMED"
    story.clock.until(date(2028, 4, 18))
    story.calls_the_meeting_off("lead", yearly)
    assert calendar.reads()[MEETING].status == "CANCELLED"
    story.clock.until(date(2028, 4, 25))
    story.records(yearly, "Go on as agreed")
    story.signs_the_review(yearly)
    assert story.invitations("clinician") == story.invitations("lead")
    assert story.invitations("lead") == [
        ("REQUEST", f"role-review-{early.pk}", 1, "25 Jun 2027 14:00"),
        ("REQUEST", f"role-review-{early.pk}", 2, "29 Jun 2027 14:00"),
        ("REQUEST", f"role-review-{yearly.pk}", 1, "20 Apr 2028 14:00"),
        ("CANCEL", f"role-review-{yearly.pk}", 2, "20 Apr 2028 14:00"),
    ]

    story.clock.until(date(2029, 2, 5))
    story.says_what_comes_after()
    story.clock.until(date(2029, 3, 26))
    story.records(last, "Return to clinical practice")
    story.opens_a_plan(story.signs_the_review(last))


def returns(story: ThreeYears, calendar: Subscriber) -> None:
    plan = ReturnPlan.objects.get()
    story.clock.until(date(2029, 3, 28))
    story.holds("Meeting before leaving practice")
    story.clock.until(date(2029, 4, 3))
    story.checks_in("Check-in during the role")
    story.clock.until(date(2029, 6, 4))
    story.gives_notice()
    story.clock.until(date(2029, 7, 16))  # so late that the responsible officer hears of it
    story.checks_in("Contact three months before return")

    story.clock.until(date(2029, 8, 6))
    story.holds("Pre-return meeting")
    story.draws_a_phase(plan)
    story.clock.until(date(2029, 8, 7))
    story.signs("lead", "asks you to sign a time split")
    story.clock.until(date(2029, 8, 8))
    story.signs("director", "It waits for you to sign next")
    story.clock.until(date(2029, 9, 3))
    assert calendar.reads()[SPLIT_ENDS].status == "CONFIRMED"
    story.draws_a_phase(plan)
    story.signs("lead", "asks you to sign a time split")
    story.signs("director", "It waits for you to sign next")
    story.clock.until(date(2029, 9, 4))
    assert calendar.reads()[SPLIT_ENDS].status == "CANCELLED"

    story.clock.until(date(2029, 10, 1))
    story.holds("Meeting on return")
    story.clock.until(date(2029, 10, 5), 17)
    story.logs_days(plan, [1, 2, 3, 4, 5])
    story.clock.until(date(2029, 10, 12), 17)
    story.logs_days(plan, [8, 9, 10, 11, 12])
    planned = calendar.reads()[SUPERVISED]
    story.extends(plan)
    later = calendar.reads()[SUPERVISED]
    assert (later.uid, later.on, later.sequence) == (planned.uid, date(2029, 10, 17), planned.sequence + 1)
    story.clock.until(date(2029, 10, 17), 17)
    story.logs_days(plan, [15, 16])
    story.holds("End of the supervised period")
    story.clock.until(date(2029, 10, 22))
    story.holds("Review after return")
    story.clock.until(date(2030, 1, 2))
    story.checks_in("Three months after return")
    story.clock.until(date(2030, 4, 1))
    story.checks_in("Six months after return")
    story.clock.until(date(2030, 5, 1))
    assert calendar.reads() == {}
    plan.refresh_from_db()
    assert plan.status == "closed"
