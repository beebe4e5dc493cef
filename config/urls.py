"""All addresses: each room brings its own, and the addresses stay as they are (docs/addresses.md)."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("people.pages.urls")),
    path("roles/", include("roles.posts.urls")),
    path("applications/", include("roles.applications.urls")),
    path("panel/", include("roles.selection.urls")),
    path("appointments/", include("roles.appointments.urls")),
    path("reviews/", include("roles.appointments.review_urls")),
    path("splits/", include("pathways.splits.urls")),
    path("approvals/", include("pathways.splits.approval_urls")),
    path("returns/", include("pathways.returns.urls")),
    path("pay/", include("rewards.urls")),
    path("mentoring/", include("mentoring.urls")),
    path("home/", include("pathways.desk.urls")),
    path("", include("reminders.urls")),
    path("", include("config.health_urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
