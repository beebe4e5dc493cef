"""Addresses of this room."""

from django.urls import path, re_path

from pathways.oversight import views

app_name = "oversight"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("<int:pk>/", views.figures, name="figures"),
    re_path(r"^(?P<pk>\d{1,18})/figures\.(?P<kind>xlsx|csv|pdf)$", views.download, name="file"),
    path("<int:pk>/<slug:which>/", views.behind, name="behind"),
    re_path(r"^(?P<pk>\d{1,18})/(?P<which>[a-z]+)\.(?P<kind>xlsx|csv)$", views.behind_file, name="behind-file"),
]
