"""Addresses of this room."""

from django.urls import path

from reminders import views

app_name = "reminders"
urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/reset/", views.calendar_reset, name="calendar-reset"),
    path("calendar/<str:secret>.ics", views.calendar_feed, name="calendar-feed"),
    path("demo/mail/", views.demo_mail, name="demo-mail"),
    path("demo/mail/<str:name>/", views.demo_mail_message, name="demo-mail-message"),
]
