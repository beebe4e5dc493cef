"""Addresses of choosing. Applications go by their random reference; no address tells who applied."""

from django.urls import path

from roles.selection import outcome_views, recruiter_views, settling_views, views

app_name = "panel"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("<int:post_id>/", recruiter_views.post_page, name="post"),
    path("<int:post_id>/members/<int:seat_id>/remove/", recruiter_views.remove, name="remove"),
    path(
        "<int:post_id>/members/<int:seat_id>/applications/<slug:reference>/", settling_views.settle_page, name="settle"
    ),
    path("<int:post_id>/talks/<int:talk_id>/", settling_views.talk, name="talk"),
    path("<int:post_id>/not-appointed/", outcome_views.turn_down_rest, name="turn_down_rest"),
    path("<int:post_id>/lock/", recruiter_views.lock, name="lock"),
    path("<int:post_id>/scoring/", views.scoring, name="scoring"),
    path("<int:post_id>/declare/", views.declare, name="declare"),
    path("<int:post_id>/scoring/<slug:reference>/", views.score, name="score"),
    path("<int:post_id>/scoring/<slug:reference>/interest/", settling_views.interest, name="interest"),
    path("<int:post_id>/applications/<slug:reference>/feedback/", outcome_views.feedback, name="feedback"),
    path("<int:post_id>/applications/<slug:reference>/", views.application, name="application"),
    path("<int:post_id>/applications/<slug:reference>/offer/", recruiter_views.offer, name="offer"),
    path("<int:post_id>/applications/<slug:reference>/not-appointed/", recruiter_views.turn_down, name="turn_down"),
]
