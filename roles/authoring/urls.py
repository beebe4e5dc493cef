"""Addresses of writing posts."""

from django.urls import path

from roles.authoring import document_views, panel_views, preview, step_views, task_views, views

app_name = "posts"
urlpatterns = [
    path("", views.posts, name="list"),
    path("start/", views.start, name="start"),
    path("<int:pk>/", task_views.tasks, name="tasks"),
    path("<int:pk>/copy/", views.copy, name="copy"),
    path("<int:pk>/send/", task_views.send, name="send"),
    path("<int:pk>/discard/", task_views.discard, name="discard"),
    path("<int:pk>/end/", task_views.end, name="end"),
    path("<int:pk>/preview/", preview.preview, name="preview"),
    path("<int:pk>/panel/", panel_views.panel, name="panel"),
    path("<int:pk>/panel/<int:seat_id>/remove/", panel_views.remove, name="panel-remove"),
    path("<int:pk>/documents/", document_views.documents, name="documents"),
    path("<int:pk>/documents/<int:document>/", document_views.read, name="document"),
    path("<int:pk>/documents/<int:document>/remove/", document_views.remove, name="document-remove"),
    path("<int:pk>/<slug:name>/", step_views.step, name="step"),
]
