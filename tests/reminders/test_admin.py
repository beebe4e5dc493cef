"""The superuser looks at messages and dues, and changes none."""

import pytest
from django.urls import reverse

from reminders.models import Message
from tests.factories import UserFactory
from tests.reminders.making import make_due, make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client):
    client.force_login(
        UserFactory(is_staff=True, is_superuser=True), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def test_a_message_in_doubt_is_found_by_its_state_and_read(superuser):
    doubt = make_message(state=Message.State.DOUBT, trouble="The worker died.", subject="In doubt")
    make_message(subject="All is well")
    page = superuser.get(reverse("admin:reminders_message_changelist"), {"state__exact": "doubt"}).content.decode()
    assert "In doubt" in page
    assert "All is well" not in page
    assert (
        "The worker died." in superuser.get(reverse("admin:reminders_message_change", args=[doubt.pk])).content.decode()
    )


def test_nothing_is_made_changed_or_deleted_there(superuser):
    message, due = make_message(), make_due()
    for name, row in (("message", message), ("due", due)):
        assert superuser.get(reverse(f"admin:reminders_{name}_add")).status_code == 403
        assert superuser.post(reverse(f"admin:reminders_{name}_change", args=[row.pk]), {}).status_code == 403
        assert (
            superuser.post(reverse(f"admin:reminders_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
        )
