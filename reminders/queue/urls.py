"""Addresses of the queue of letters."""

from django.urls import path

from reminders.queue import views

app_name = "queue"
urlpatterns = [
    path("", views.queue, name="list"),
    path("retry/", views.retry, name="retry"),
    path("addresses/", views.addresses, name="addresses"),
    path("addresses/<int:pk>/clear/", views.clear_address, name="clear-address"),
]
