"""Addresses of this room."""

from django.urls import path

from people.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("account/", views.account, name="account"),
    path("help/", views.help_and_contact, name="help"),
    path("words/", views.words, name="words"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
]
