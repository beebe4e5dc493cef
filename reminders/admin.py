"""What is due and what was told, to look at in the admin site: nothing is changed there."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from reminders.models import Due, Message


class ReadOnly(admin.ModelAdmin):
    """A list and a page of each row, for those who may see it; no row is made, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Message)
class MessageAdmin(ReadOnly):
    """The outbox: "in doubt" and "failed for good" are found by the filter on the right."""

    list_display = ["subject", "to", "state", "attempts", "created_at", "sent_at", "trouble"]
    list_filter = ["state", "kind"]
    search_fields = ["to", "subject", "message_id"]
    date_hierarchy = "created_at"
    exclude = ["html"]


@admin.register(Due)
class DueAdmin(ReadOnly):
    """What is due, to whom and when, and when they were reminded."""

    list_display = ["title", "user", "due_on", "remind_on", "state", "reminded_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["user"]
    search_fields = ["title", "user__email", "user__name", "subject"]
    date_hierarchy = "due_on"
