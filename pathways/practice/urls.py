"""Addresses of this room."""

from django.urls import path, re_path

from pathways.practice import importing_views, sharing_views, target_views, views

app_name = "practice"
urlpatterns = [
    path("", views.own, name="own"),
    path("log/", views.log, name="log"),
    path("log/new/", views.new, name="new"),
    path("log/<int:pk>/", views.entry, name="entry"),
    path("log/<int:pk>/again/", views.again, name="again"),
    path("log/<int:pk>/delete/", views.take_out, name="delete"),
    path("log/<int:pk>/document/", views.document, name="document"),
    path("import/", importing_views.send, name="send"),
    re_path(r"^import/template\.(?P<kind>xlsx|csv)$", importing_views.template_file, name="template"),
    path("import/<int:pk>/", importing_views.checked, name="checked"),
    path("import/<int:pk>/write/", importing_views.write, name="write"),
    path("sharing/", sharing_views.grants, name="sharing"),
    path("sharing/<int:pk>/end/", sharing_views.end, name="end"),
    path("shared/", sharing_views.shared_with_me, name="shared-list"),
    path("shared/<int:pk>/", sharing_views.shared, name="shared"),
    path("targets/", target_views.organisations, name="organisations"),
    path("targets/<int:pk>/", target_views.page, name="targets"),
    path("targets/<int:pk>/retire/", target_views.retire, name="retire"),
]
