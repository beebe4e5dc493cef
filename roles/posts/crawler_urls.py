"""Addresses that search engines ask for, at the root of the site."""

from django.urls import path

from roles.posts import feeds

app_name = "crawlers"
urlpatterns = [
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
]
