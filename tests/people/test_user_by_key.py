"""The user that a session names, read by hand."""

import pytest
from django.contrib.auth.models import Group

from people.accounts.models import COLUMNS
from people.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_user_read_by_key_is_the_one_the_orm_reads(django_assert_num_queries) -> None:
    user = UserFactory(name="Ada O'Neil")
    with django_assert_num_queries(1):
        read = User.objects.get(pk=user.pk)
        found = [getattr(read, name) for name in COLUMNS]
    asked = User.objects.filter(pk=user.pk).get()
    assert found == [getattr(asked, field.attname) for field in User._meta.concrete_fields]
    assert read.get_deferred_fields() == set()
    assert not read._state.adding
    with pytest.raises(User.DoesNotExist):
        User.objects.get(pk=user.pk + 1)


def test_a_manager_of_some_users_finds_no_other_by_key() -> None:
    member, other = UserFactory(), UserFactory()
    group = Group.objects.create(name="Some")
    group.user_set.add(member)
    assert group.user_set.get(pk=member.pk) == member
    with pytest.raises(User.DoesNotExist):
        group.user_set.get(pk=other.pk)
