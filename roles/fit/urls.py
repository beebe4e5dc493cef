"""Addresses of what one can show."""

from django.urls import path

from roles.fit import views

app_name = "fit"
urlpatterns = [path("", views.showing, name="showing")]
