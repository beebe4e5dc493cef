"""Addresses of this room."""

from django.urls import path, re_path

from pathways.jobplans import views

app_name = "jobplans"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("<int:pk>/", views.send, name="send"),
    re_path(r"^(?P<pk>\d{1,18})/template\.(?P<kind>xlsx|csv)$", views.template_file, name="template"),
    path("<int:pk>/<int:number>/", views.checked, name="checked"),
    path("<int:pk>/<int:number>/write/", views.write, name="write"),
]
