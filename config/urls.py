"""All addresses: each app joins its rooms' urls; the addresses themselves stay stable (docs/addresses)."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
