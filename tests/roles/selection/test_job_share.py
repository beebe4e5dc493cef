"""A job share: two people hold one post, and their PAs add up to the post's."""

from decimal import Decimal as D
from functools import partial

import pytest
from django.urls import reverse

from people.models import Role
from people.refusals import Refused
from reminders.models import Message
from roles.appointments import services as appointments
from roles.posts.models import PostStatus
from roles.selection import offers
from roles.selection.models import Offer
from roles.selection.places import Places, in_proportion
from roles.terms.models import TermKind
from roles.terms.services import offer_more
from tests.roles.people_who_choose import make_choice, member
from tests.roles.selection.test_offers import offer
from tests.together import together

pytestmark = pytest.mark.django_db


def shared(**post):
    """A locked choice of three people for one post of 4 PAs and £8,000, open to a job share."""
    choice = make_choice(**{"job_share": True, "pas": D(4), **post})
    choice.score_all(5, 4)
    choice.lock(places=2)
    for application in choice.applications:
        application.refresh_from_db()
    return choice


def part(choice, index, pas, allowance):
    return offer(choice, index, pas=D(pas), allowance_gbp=D(allowance))


def accept(made):
    return appointments.accept(made, by=made.application.applicant)


def test_two_holders_pas_and_allowances_add_up_to_the_posts():
    choice = shared()
    first, second = accept(part(choice, 0, "2.5", 5000)), accept(part(choice, 1, "1.5", 3000))
    assert (first.pas + second.pas, first.allowance_gbp + second.allowance_gbp) == (4, 8000)
    choice.post.refresh_from_db()
    assert choice.post.status == PostStatus.FILLED


def test_a_part_leaves_the_post_open_until_the_rest_is_taken_up():
    choice = shared()
    accept(part(choice, 0, "2.5", 5000))
    choice.post.refresh_from_db()
    assert choice.post.status == PostStatus.PUBLISHED
    with pytest.raises(Refused, match="still has a free seat"):
        offers.turn_down_rest(choice.post, by=choice.recruiter, expected=set())


def test_one_person_may_take_all_of_a_post_open_to_a_job_share():
    choice = shared()
    accept(part(choice, 0, "4", 8000))
    choice.post.refresh_from_db()
    assert choice.post.status == PostStatus.FILLED
    with pytest.raises(Refused, match="one seat is offered or taken"):
        part(choice, 1, "1", 2000)


def test_more_than_is_left_is_refused_with_what_is_left():
    choice = shared()
    part(choice, 0, "2.5", 5000)
    with pytest.raises(Refused, match=r"1.5 PAs a week of this post are free. Offer 1.5 at most"):
        part(choice, 1, "2", 4000)


def test_the_second_holder_takes_all_that_is_left_since_two_share():
    choice = shared()
    part(choice, 0, "2.5", 5000)
    with pytest.raises(Refused, match=r"Nobody else can share this post then: offer the 1.5 PAs"):
        part(choice, 1, "1", 2000)


def test_the_allowance_of_a_part_stays_within_the_posts_in_proportion():
    choice = shared()
    with pytest.raises(Refused, match=r"at most £5,000 a year, in proportion for 2.5 of its 4 PAs"):
        part(choice, 0, "2.5", 8000)


def test_a_declined_part_can_be_offered_again():
    choice = shared()
    declined = part(choice, 0, "2.5", 5000)
    appointments.decline(declined, by=declined.application.applicant)
    assert part(choice, 1, "4", 8000).pas == 4


def test_who_is_offered_a_part_reads_so_in_letter_and_offer(client):
    choice = shared()
    made = part(choice, 0, "2.5", 5000)
    person = made.application.applicant
    letter = Message.objects.get(user=person, subject__startswith="You have an offer")
    assert "You would share this post: 2.5 of its 4 PAs a week are yours." in letter.text
    client.force_login(person)
    page = client.get(reverse("applications:offer", args=[made.application.reference])).content.decode()
    assert "you would share this post, which has 4 PAs" in page


def test_each_holder_reads_who_shares_the_post(client):
    choice = shared()
    first, second = accept(part(choice, 0, "2.5", 5000)), accept(part(choice, 1, "1.5", 3000))
    client.force_login(first.user)
    page = client.get(reverse("appointments:detail", args=[first.pk])).content.decode()
    assert "Shared with" in page
    assert str(second.user) in page


def test_the_form_starts_with_what_is_left_and_its_part_of_the_allowance(client):
    choice = shared()
    part(choice, 0, "2.5", 5000)
    client.force_login(choice.recruiter)
    address = reverse("panel:offer", args=[choice.post.pk, choice.applications[1].reference])
    page = client.get(address).content.decode()
    assert 'value="1.5"' in page
    assert 'value="3000"' in page


@pytest.mark.django_db(transaction=True)
def test_two_recruiters_offer_the_last_pas_at_once_and_one_is_made():
    choice = shared()
    results = together(*(partial(part, choice, index, "3", 6000) for index in (0, 1)))
    assert {type(each) for each in results} == {Offer, Refused}


def test_a_post_that_is_not_shared_counts_people_whatever_their_pas():
    places = Places(seats=2, each=D(4), shared=False, taken=(D(1),))
    assert (places.full, places.problem(D(4))) == (False, "")
    assert Places(1, D(4), False, (D(1),)).full


def test_an_allowance_in_proportion_is_rounded_to_pounds():
    """£8,000 for 4 PAs is £2,000 a PA: £2,666 for 1.333 PAs."""
    post = make_choice(job_share=True, pas=D(4)).post
    assert in_proportion(post, D(8000), D("1.333")) == 2666
    assert in_proportion(post, None, D(2)) is None
    post.job_share = False
    assert in_proportion(post, D(8000), D(2)) == 8000


def test_both_holders_of_a_share_are_offered_a_renewal():
    choice = shared(renewals=1, term_months=24)
    director = member(choice.post.organisation, Role.MEDICAL_DIRECTOR)
    for held in (accept(part(choice, 0, "2.5", 5000)), accept(part(choice, 1, "1.5", 3000))):
        assert offer_more(held, TermKind.RENEWAL, last_day=None, why="It goes well", by=director).pas == held.pas
