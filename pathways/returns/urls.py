"""Addresses of return plans."""

from django.urls import path

from pathways.returns import answers_views, changing_views, concern_views, supervision_views, views

app_name = "returns"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("new/", views.new, name="new"),
    path("concerns/", concern_views.list_page, name="concerns"),
    path("concerns/<int:pk>/", concern_views.concern, name="concern"),
    path("days/<int:pk>/take-back/", supervision_views.take_back, name="take-back"),
    path("phases/<int:pk>/draw/", changing_views.draw, name="draw"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/extend/", views.extend, name="extend"),
    path("<int:pk>/dates/", changing_views.dates, name="dates"),
    path("<int:pk>/supervisor/", changing_views.supervisor, name="supervisor"),
    path("<int:pk>/notice/", changing_views.notice, name="notice"),
    path("<int:pk>/phases/", changing_views.phases_page, name="phases"),
    path("<int:pk>/days/", supervision_views.days, name="days"),
    path("<int:pk>/concerns/new/", concern_views.new, name="raise"),
    path("check-ins/<int:pk>/", views.check_in, name="check_in"),
    path("check-ins/<int:pk>/questions/", answers_views.questions, name="questions"),
    path("check-ins/<int:pk>/reply/", answers_views.reply, name="reply"),
]
