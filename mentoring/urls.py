"""Addresses of mentoring."""

from django.urls import path

from mentoring import views

app_name = "mentoring"
urlpatterns = [
    path("", views.home, name="home"),
    path("mentors/", views.find, name="find"),
    path("mentors/<int:pk>/", views.mentor, name="mentor"),
    path("mentors/<int:pk>/ask/", views.ask, name="ask"),
    path("pairs/<int:pk>/", views.mentorship, name="mentorship"),
    path("profile/", views.profile, name="profile"),
]
