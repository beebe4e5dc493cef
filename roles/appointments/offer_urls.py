"""The address at which an applicant answers an offer, within `applications:`."""

from django.urls import path

from roles.appointments import offer_views

urlpatterns = [path("", offer_views.answer, name="offer")]
