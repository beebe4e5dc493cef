"""Addresses of applying."""

from django.urls import include, path

from roles.applications import equality_views, step_views, views

app_name = "applications"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("start/<int:post_id>/", views.start, name="start"),
    path("figures/", include("roles.equality.urls")),
    # Keeping stands above this room: named, not imported.
    path("holds/", include("roles.keeping.urls")),
    path("<slug:reference>/", views.detail, name="detail"),
    path("<slug:reference>/statements/<int:criterion_id>/", views.statement, name="statement"),
    path("<slug:reference>/statements/<int:criterion_id>/keep/", views.autosave, name="autosave"),
    path("<slug:reference>/steps/<slug:name>/", step_views.step, name="step"),
    path("<slug:reference>/steps/<slug:name>/keep/", step_views.keep, name="keep"),
    path("<slug:reference>/equality/", equality_views.equality, name="equality"),
    path("<slug:reference>/check/", views.check, name="check"),
    path("<slug:reference>/receipt/", views.receipt, name="receipt"),
    path("<slug:reference>/withdraw/", views.withdraw, name="withdraw"),
    # The answer to an offer begins an appointment, which stands above this room: named, not imported.
    path("<slug:reference>/offer/", include("roles.appointments.offer_urls")),
]
