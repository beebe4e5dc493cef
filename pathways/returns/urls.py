"""Addresses of return plans."""

from django.urls import path

from pathways.returns import views

app_name = "returns"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/extend/", views.extend, name="extend"),
    path("check-ins/<int:pk>/", views.check_in, name="check_in"),
]
