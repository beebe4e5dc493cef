"""Addresses of mentoring sessions."""

from django.urls import path

from mentoring.sessions import views

app_name = "sessions"
urlpatterns = [
    path("with/<int:mentorship_id>/", views.propose, name="propose"),
    path("times/<int:pk>/agree/", views.agree, name="agree"),
    path("<int:pk>/", views.session, name="detail"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/note/", views.note, name="note"),
    path("<int:pk>/session.ics", views.calendar, name="calendar"),
]
