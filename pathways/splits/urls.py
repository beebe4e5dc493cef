"""Addresses of this room."""

from django.urls import path

from pathways.splits import correcting_views, day_views, editing, talk_views, views

app_name = "splits"
urlpatterns = [
    path("", views.mine, name="list"),
    path("on/", day_views.on_a_day, name="on"),
    path("start/", editing.start, name="start"),
    path("new/", editing.new, name="new"),
    path("check/", editing.check, name="check"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", editing.edit, name="edit"),
    path("<int:pk>/correct/", correcting_views.correct, name="correct"),
    path("<int:pk>/talk/", talk_views.talk, name="talk"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
