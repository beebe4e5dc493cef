"""Addresses of finding and weighing a post."""

from django.urls import path

from roles.posts import documents, feeds, paper_views, views

app_name = "roles"
urlpatterns = [
    path("", views.search, name="search"),
    path("feed.atom", feeds.feed, name="feed"),
    path("<int:pk>/", views.post, name="post-short"),
    path("<int:pk>/closing-date.ics", views.post_calendar, name="post-calendar"),
    path("<int:pk>/documents/<int:document>/", documents.post_document, name="post-document"),
    path("<int:pk>/<slug:slug>.pdf", paper_views.post_pdf, name="post-pdf"),
    path("<int:pk>/<slug:slug>/", views.post, name="post"),
]
