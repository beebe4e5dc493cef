"""Addresses of legal holds, within those of applying."""

from django.urls import path

from roles.keeping import views

urlpatterns = [
    path("", views.holds, name="holds"),
    path("<int:pk>/lift/", views.lift, name="lift"),
]
