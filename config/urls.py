"""All addresses: each room brings its own, and the addresses stay as they are (docs/addresses.md)."""

from django.contrib import admin
from django.urls import include, path

handler400 = "people.pages.errors.bad_request"
handler403 = "people.pages.errors.forbidden"
handler404 = "people.pages.errors.not_found"
handler429 = "people.pages.errors.too_many"  # asked for by django-allauth
handler500 = "people.pages.errors.server_error"

urlpatterns = [
    path("", include("people.pages.urls")),
    path("organisation/settings/", include("people.settings.urls")),
    path("organisation/", include("people.administration.urls")),
    path("account/", include("people.clinicians.urls")),
    path("roles/what-you-can-show/", include("roles.fit.urls")),
    path("roles/saved/", include("roles.saved.urls")),
    path("roles/kinds/", include("roles.kinds.urls")),
    path("roles/", include("roles.posts.urls")),
    path("applications/", include("roles.applications.urls")),
    path("posts/", include("roles.authoring.urls")),
    path("panel/measures/", include("roles.measures.urls")),
    path("panel/", include("roles.selection.urls")),
    path("offers/", include("roles.selection.offer_urls")),
    path("interviews/", include("roles.interviews.urls")),
    path("appointments/", include("roles.terms.urls")),
    path("appointments/", include("roles.fitness.urls")),
    path("appointments/", include("roles.appointments.urls")),
    path("leaders/", include("roles.leaders.urls")),
    path("reviews/", include("roles.reviews.urls")),
    path("splits/oversight/", include("pathways.oversight.urls")),
    path("splits/import/", include("pathways.jobplans.urls")),
    path("splits/", include("pathways.splits.urls")),
    path("approvals/", include("pathways.approvals.urls")),
    path("splits/", include("pathways.effects.urls")),
    path("splits/", include("pathways.disputes.urls")),
    path("returns/figures/", include("pathways.returning.urls")),
    path("returns/", include("pathways.returns.urls")),
    path("practice/", include("pathways.practice.urls")),
    path("pay/", include("rewards.urls")),
    path("mentoring/sessions/", include("mentoring.sessions.urls")),
    path("mentoring/", include("mentoring.urls")),
    path("home/", include("pathways.desk.urls")),
    path("reminders/queue/", include("reminders.queue.urls")),
    path("", include("reminders.watching.urls")),
    path("", include("reminders.urls")),
    path("", include("roles.posts.crawler_urls")),
    path("", include("config.health_urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
