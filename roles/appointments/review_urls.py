"""Addresses of role reviews."""

from django.urls import path

from roles.appointments import views

app_name = "reviews"
urlpatterns = [path("<int:review_id>/", views.review, name="detail")]
