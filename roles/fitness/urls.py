"""Address of the fit and proper person check."""

from django.urls import path

from roles.fitness import views

app_name = "fitness"
urlpatterns = [path("<int:appointment_id>/fitness/", views.page, name="page")]
