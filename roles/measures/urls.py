"""Addresses of measures."""

from django.urls import path

from roles.measures import views

app_name = "measures"
urlpatterns = [
    path("", views.page, name="page"),
    path("posts.csv", views.download, name="file"),
]
