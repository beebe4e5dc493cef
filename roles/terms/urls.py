"""Addresses of a running term."""

from django.urls import path

from roles.terms import views

app_name = "terms"
urlpatterns = [
    path("<int:appointment_id>/end/", views.end, name="end"),
    path("<int:appointment_id>/more/", views.more, name="more"),
    path("<int:appointment_id>/handover/", views.handover, name="handover"),
    path("<int:appointment_id>/shown/", views.shown, name="shown"),
    path("acting-up/<str:code>/", views.acting_up, name="acting-up"),
    path("offers/<int:pk>/", views.answer, name="answer"),
    path("offers/<int:pk>/take-back/", views.take_back, name="take-back"),
]
