"""Addresses of interviews: the recruiter's and the panel's under the post, the applicant's by reference."""

from django.urls import path

from roles.interviews import panel_views, recruiter_views, views

app_name = "interviews"
urlpatterns = [
    path("posts/<int:post_id>/", recruiter_views.post_page, name="post"),
    path("posts/<int:post_id>/times/new/", recruiter_views.add_slot, name="add_slot"),
    path("posts/<int:post_id>/times/<int:slot_id>/", recruiter_views.slot, name="slot"),
    path("posts/<int:post_id>/times/<int:slot_id>/remove/", recruiter_views.remove_slot, name="remove_slot"),
    path("posts/<int:post_id>/ask/", recruiter_views.invite, name="invite"),
    path("posts/<int:post_id>/questions/new/", recruiter_views.add_question, name="add_question"),
    path(
        "posts/<int:post_id>/questions/<int:question_id>/remove/",
        recruiter_views.remove_question,
        name="remove_question",
    ),
    path("posts/<int:post_id>/panel/", panel_views.panel, name="panel"),
    path("posts/<int:post_id>/panel/<slug:reference>/", panel_views.score, name="score"),
    path("posts/<int:post_id>/decisions/<slug:reference>/", recruiter_views.decide, name="decide"),
    path("<slug:reference>/", views.pick, name="pick"),
    path("<slug:reference>/interview.ics", views.calendar, name="calendar"),
]
