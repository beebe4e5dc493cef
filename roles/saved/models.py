"""A search that someone keeps, and how often they hear of new posts that it finds."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from people.models import User


class Every(models.TextChoices):
    """How often new posts are told."""

    AT_ONCE = "at_once", "As they are published"
    DAILY = "daily", "Once a day, in the morning"
    WEEKLY = "weekly", "Once a week, on Monday morning"
    NEVER = "never", "Never: I look myself"


class TsQueryField(models.TextField):
    """A column of PostgreSQL's tsquery, read and written as text."""

    def db_type(self, connection: object) -> str:
        return "tsquery"

    def get_placeholder(self, value: object, compiler: object, connection: object) -> str:
        return "%s::tsquery"


def _any_of() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=200), default=list, blank=True)


def _any_record() -> "ArrayField[list[int], list[int]]":
    return ArrayField(models.BigIntegerField(), default=list, blank=True)


class SavedSearch(models.Model):
    """A search as one person asked for it; what it asks stands in a column for each filter, to match new posts by.

    An empty list, and no number, ask for nothing. The columns bear the names of the filters in roles.posts.search.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=100)
    address = models.TextField(help_text="The search's part of an address: q=cardiology&region=London.")
    every = models.CharField(max_length=10, choices=Every, default=Every.DAILY)
    told_until = models.DateTimeField(default=timezone.now, help_text="Posts published until then were told.")
    made_at = models.DateTimeField(auto_now_add=True)

    words = TsQueryField(null=True, blank=True)
    kind = _any_record()
    organisation = _any_record()
    level = _any_of()
    region = _any_of()
    profession = _any_of()
    specialty = _any_of()
    setting = _any_of()
    term = _any_of()
    offers = _any_of()
    pas = models.DecimalField("least PAs a week", max_digits=5, decimal_places=3, null=True, blank=True)
    allowance = models.DecimalField("least pounds a year", max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "address"], name="a_search_is_saved_once_by_a_person")]
        # Serves the alerts: those whose turn it is, the longest untold first.
        indexes = [models.Index(fields=["every", "told_until"], name="saved_search_by_turn")]

    def __str__(self) -> str:
        return self.name
