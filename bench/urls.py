"""The site's addresses, and the ceiling's."""

from django.urls import include, path

from bench.ceiling import ceiling
from config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [path("bench/ceiling/", ceiling), path("", include("config.urls"))]
