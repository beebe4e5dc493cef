"""Applying in a real browser: what is typed is saved while it is typed, and nothing is lost without a line."""

import pytest
from playwright.sync_api import expect

from roles.applications import services
from tests.factories import CriterionFactory, PostFactory
from tests.roles.people_who_choose import clinician

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mine(db):
    post = PostFactory()
    CriterionFactory(post=post, position=1)
    return services.start(post, clinician())


def test_a_step_is_saved_while_it_is_typed(mine, visit):
    visitor = visit(mine.applicant)
    visitor.go(f"/applications/{mine.reference}/steps/referees/")
    visitor.fill("Name", "Ruth Ames")
    visitor.page.get_by_label("Do not ask them").first.check()
    visitor.sees("Draft saved at")
    visitor.go(f"/applications/{mine.reference}/steps/referees/")
    expect(visitor.page.locator("[name=name_1]")).to_have_value("Ruth Ames")
    expect(visitor.page.locator("[name=later_1]")).to_be_checked()
    visitor.press("Save and go back to the list")
    visitor.sees("About you")


def test_a_statement_is_saved_while_it_is_typed(mine, visit):
    visitor = visit(mine.applicant)
    address = f"/applications/{mine.reference}/statements/{mine.post.criteria.get().pk}/"
    visitor.go(address)
    visitor.fill("Your statement", "I led the winter plan.")
    visitor.sees("Draft saved at")
    visitor.go(address)
    expect(visitor.page.get_by_label("Your statement")).to_have_value("I led the winter plan.")


def test_what_was_typed_without_a_connection_is_back_on_the_page(mine, visit):
    visitor = visit(mine.applicant)
    address = f"/applications/{mine.reference}/steps/declarations/"
    visitor.go(address)
    visitor.context.set_offline(True)
    visitor.page.locator("[name=conflict][value=yes]").check()
    visitor.page.locator("[name=interests]").fill("I own shares.")
    visitor.sees("there is no connection")
    visitor.context.set_offline(False)
    visitor.go(address)
    visitor.sees("What you typed before is back on the page")
    expect(visitor.page.locator("[name=interests]")).to_have_value("I own shares.")
    expect(visitor.page.locator("[name=conflict][value=yes]")).to_be_checked()
    visitor.press("Save and go back to the list")
    visitor.sees("About you")
    assert mine.parts.get(name="declarations").typed == {"conflict": "yes", "interests": "I own shares."}
