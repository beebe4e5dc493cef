"""Addresses of role reviews."""

from django.urls import path

from roles.reviews import account_views, action_views, feedback_views, list_views, meeting_views, role_views, views

app_name = "reviews"
urlpatterns = [
    path("", list_views.list_page, name="list"),
    path("<int:review_id>/", views.review, name="detail"),
    path("<int:review_id>/account/", account_views.account, name="account"),
    path("<int:review_id>/account/keep/", account_views.keep, name="keep"),
    path("<int:review_id>/sign/", views.sign, name="sign"),
    path("<int:review_id>/change/", views.change, name="change"),
    path("<int:review_id>/feedback/", feedback_views.ask, name="feedback"),
    path("<int:review_id>/meeting/", meeting_views.propose, name="meeting"),
    path("<int:review_id>/meeting/off/", meeting_views.call_off, name="call-off"),
    path("<int:review_id>/meeting.ics", meeting_views.calendar, name="calendar"),
    path("<int:review_id>/actions/", action_views.add, name="actions"),
    path("meetings/<int:pk>/agree/", meeting_views.agree, name="agree-meeting"),
    path("actions/<int:pk>/done/", action_views.done, name="done"),
    path("feedback/<int:pk>/", feedback_views.give, name="give"),
    path("objectives/<int:appointment_id>/", role_views.objectives, name="objectives"),
    path("objectives/<int:pk>/agree/", role_views.agree, name="agree-objectives"),
    path("wish/<int:appointment_id>/", role_views.wish, name="wish"),
]
