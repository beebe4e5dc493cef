"""Addresses of the approvers' pages."""

from django.urls import path

from pathways.approvals import delegation_views, ending, reopening, several_views, tier_views, views

app_name = "approvals"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("several/", several_views.several, name="several"),
    path("tiers/", tier_views.organisations, name="tiers"),
    path("tiers/<int:pk>/", tier_views.tiers, name="tiers_of"),
    path("standing-in/", delegation_views.delegations, name="delegations"),
    path("standing-in/<int:pk>/end/", delegation_views.end, name="delegation_end"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/end/", ending.end, name="end"),
    path("<int:pk>/reopen/", reopening.reopen, name="reopen"),
]
