"""Addresses of this room."""

from django.urls import path

from rewards.exports import views

urlpatterns = [
    path("", views.exports, name="exports"),
    path("<int:pk>/", views.export, name="export"),
    path("<int:pk>/list.xlsx", views.collect, name="export-file"),
]
