"""Addresses of this room."""

from django.urls import path

from reminders import views
from reminders.inbox import views as inbox
from reminders.preferences import views as preferences

app_name = "reminders"
urlpatterns = [
    path("reminders/", preferences.kinds, name="list"),
    path("reminders/hours/", preferences.habits, name="habits"),
    path("reminders/away/", preferences.away, name="away"),
    path("reminders/away/<int:pk>/end/", preferences.away_end, name="away-end"),
    path("reminders/stop/<str:token>/", preferences.stop, name="stop"),
    path("reminders/inbox/", inbox.inbox, name="inbox"),
    path("reminders/inbox/read/", inbox.mark_all, name="mark-all"),
    path("reminders/inbox/<int:pk>/", inbox.open_one, name="open"),
    path("reminders/inbox/<int:pk>/mark/", inbox.mark, name="mark"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/reset/", views.calendar_reset, name="calendar-reset"),
    path("calendar/<str:secret>.ics", views.calendar_feed, name="calendar-feed"),
    path("demo/mail/", views.demo_mail, name="demo-mail"),
    path("demo/mail/<str:name>/", views.demo_mail_message, name="demo-mail-message"),
]
