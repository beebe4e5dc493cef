"""Addresses of an organisation's settings."""

from django.urls import path

from people.settings import views

app_name = "settings"
urlpatterns = [
    path("", views.organisations, name="list"),
    path("<int:pk>/", views.settings_page, name="page"),
    path("<int:pk>/<slug:key>/", views.one, name="one"),
    path("<int:pk>/<slug:key>/take-back/", views.take_back, name="take-back"),
]
