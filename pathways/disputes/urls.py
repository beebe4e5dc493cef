"""The address of a split's mediation and appeal."""

from django.urls import path

from pathways.disputes import views

app_name = "disputes"
urlpatterns = [path("<int:pk>/disagreement/", views.detail, name="detail")]
