"""Addresses of this room."""

from django.urls import path, re_path

from rewards.editions import views

urlpatterns = [
    path("", views.editions, name="editions"),
    path("keep/<slug:slug>/", views.keep, name="edition-keep"),
    path("<int:pk>/", views.edition, name="edition"),
    re_path(r"^(?P<pk>[0-9]{1,18})/figures\.(?P<kind>xlsx|csv|pdf)$", views.edition_file, name="edition-file"),
    path("<int:pk>/publish/", views.publish, name="edition-publish"),
    path("<int:pk>/withdraw/", views.withdraw, name="edition-withdraw"),
]
