"""Addresses of saved searches."""

from django.urls import path

from roles.saved import views

app_name = "saved"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.save, name="save"),
    path("<int:pk>/", views.change, name="change"),
    path("<int:pk>/delete/", views.delete, name="delete"),
    path("stop/<str:token>/", views.stop, name="stop"),
]
