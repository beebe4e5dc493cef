"""Addresses of appointments."""

from django.urls import path

from roles.appointments import views

app_name = "appointments"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("<int:appointment_id>/", views.detail, name="detail"),
]
