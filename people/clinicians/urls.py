"""Addresses of one's own clinical profile."""

from django.urls import path

from people.clinicians import views

app_name = "clinicians"
urlpatterns = [path("profile/", views.profile, name="profile")]
