"""Addresses of the kinds of role."""

from django.urls import path

from roles.kinds import views

app_name = "kinds"
urlpatterns = [
    path("", views.map_of_levels, name="map"),
    path("<slug:slug>/", views.kind, name="kind"),
]
