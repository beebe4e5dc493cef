"""Questions about an offer, at an address of their own: both sides come here."""

from django.urls import path

from roles.selection import outcome_views

app_name = "offers"
urlpatterns = [path("<slug:reference>/", outcome_views.talk, name="talk")]
