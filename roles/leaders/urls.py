"""Address of who leads what."""

from django.urls import path

from roles.leaders import views

app_name = "leaders"
urlpatterns = [path("", views.leaders, name="leaders")]
