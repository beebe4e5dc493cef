"""Address of the owner's page of effects."""

from django.urls import path

from pathways.effects import views

app_name = "effects"
urlpatterns = [path("<int:pk>/effect/", views.effect, name="own")]
