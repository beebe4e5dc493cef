"""Addresses of choosing. Applications go by their random reference; no address tells who applied."""

from django.urls import path

from roles.selection import recruiter_views, views

app_name = "panel"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("<int:post_id>/", recruiter_views.post_page, name="post"),
    path("<int:post_id>/members/<int:seat_id>/remove/", recruiter_views.remove, name="remove"),
    path("<int:post_id>/lock/", recruiter_views.lock, name="lock"),
    path("<int:post_id>/scoring/", views.scoring, name="scoring"),
    path("<int:post_id>/declare/", views.declare, name="declare"),
    path("<int:post_id>/scoring/<slug:reference>/", views.score, name="score"),
    path("<int:post_id>/applications/<slug:reference>/", views.application, name="application"),
    path("<int:post_id>/applications/<slug:reference>/offer/", recruiter_views.offer, name="offer"),
    path("<int:post_id>/applications/<slug:reference>/not-appointed/", recruiter_views.turn_down, name="turn_down"),
]
