"""Addresses of writing posts."""

from django.urls import path

from roles.authoring import views

app_name = "posts"
urlpatterns = [
    path("", views.posts, name="list"),
    path("start/", views.start, name="start"),
    path("<int:pk>/", views.tasks, name="tasks"),
    path("<int:pk>/copy/", views.copy, name="copy"),
    path("<int:pk>/send/", views.send, name="send"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/end/", views.end, name="end"),
    path("<int:pk>/<slug:name>/", views.step, name="step"),
]
