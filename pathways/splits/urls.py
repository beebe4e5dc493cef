"""Addresses of this room."""

from django.urls import path

from pathways.splits import views

app_name = "splits"
urlpatterns = [
    path("", views.mine, name="list"),
    path("new/", views.new, name="new"),
    path("check/", views.check, name="check"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/answers/", views.answers, name="answers"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
