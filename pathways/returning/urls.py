"""Addresses of this room."""

from django.urls import path, re_path

from pathways.returning import views

app_name = "returning"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("<int:pk>/", views.figures, name="figures"),
    re_path(r"^(?P<pk>\d{1,18})/figures\.(?P<kind>xlsx|csv)$", views.download, name="file"),
    path("<int:pk>/<slug:which>/", views.behind, name="behind"),
    re_path(r"^(?P<pk>\d{1,18})/(?P<which>[a-z_]+)\.(?P<kind>xlsx|csv)$", views.behind_file, name="behind-file"),
]
