"""Addresses of what a split would do: before it is sent, while it waits, and on paper for the file."""

from django.urls import path

from pathways.effects import sending, views

app_name = "effects"
urlpatterns = [
    path("<int:pk>/answers/", sending.answers, name="answers"),
    path("<int:pk>/effect/", views.effect, name="own"),
    path("<int:pk>/effect.pdf", views.on_paper, name="paper"),
]
