"""Addresses of HR's pages of their people's pay."""

from django.urls import path

from rewards.staff import changes, views

PERSON = "<int:organisation_id>/<int:user_id>/"
urlpatterns = [
    path("", views.organisations, name="staff-organisations"),
    path("<int:organisation_id>/", views.people, name="staff"),
    path(PERSON, views.person, name="staff-person"),
    path(f"{PERSON}contract/", changes.terms, name="staff-terms"),
    path(f"{PERSON}contract/<int:pk>/take-back/", changes.take_back, name="staff-take-back"),
    path(f"{PERSON}end/", changes.end, name="staff-end"),
    path(f"{PERSON}award/", changes.award, name="staff-award"),
    path(f"{PERSON}award/<int:pk>/end/", changes.end_award, name="staff-end-award"),
    path(f"{PERSON}progress/", changes.progress, name="staff-progress"),
]
