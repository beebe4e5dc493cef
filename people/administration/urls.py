"""Addresses of those who keep an organisation's people and services."""

from django.urls import path

from people.administration import merging_views, views

app_name = "organisation"
urlpatterns = [
    path("", views.organisations, name="list"),
    path("<int:pk>/", views.people, name="people"),
    path("<int:pk>/add/", views.add, name="add"),
    path("roles/<int:pk>/", views.membership, name="membership"),
    path("<int:pk>/services/", views.services_list, name="services"),
    path("<int:pk>/services/add/", views.add_service, name="add-service"),
    path("services/<int:pk>/", views.service, name="service"),
    path("services/<int:pk>/merge/", merging_views.merging, name="service_merge"),
]
