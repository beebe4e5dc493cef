"""Addresses that machines ask about reminders."""

from django.urls import path

from reminders.watching import views

app_name = "watching"
urlpatterns = [
    path("healthz/reminders", views.health, name="health"),
    path("metrics", views.metrics, name="metrics"),
]
