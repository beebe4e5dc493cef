"""Addresses of this room."""

from django.urls import path

from pathways.splits import day_views, editing, views

app_name = "splits"
urlpatterns = [
    path("", views.mine, name="list"),
    path("on/", day_views.on_a_day, name="on"),
    path("start/", editing.start, name="start"),
    path("new/", editing.new, name="new"),
    path("check/", editing.check, name="check"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", editing.edit, name="edit"),
    path("<int:pk>/answers/", views.answers, name="answers"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
