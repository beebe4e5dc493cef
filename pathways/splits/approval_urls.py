"""Addresses of the approvers' pages."""

from django.urls import path

from pathways.splits import approvals

app_name = "approvals"
urlpatterns = [
    path("", approvals.queue, name="queue"),
    path("<int:pk>/", approvals.detail, name="detail"),
]
