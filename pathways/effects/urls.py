"""Addresses of the owner's page of effects, and of the page of paper for the file."""

from django.urls import path

from pathways.effects import views

app_name = "effects"
urlpatterns = [
    path("<int:pk>/effect/", views.effect, name="own"),
    path("<int:pk>/effect.pdf", views.on_paper, name="paper"),
]
