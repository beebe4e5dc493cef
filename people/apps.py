"""The ground floor as Django sees it; it gives the site its name, which emails and passkeys show."""

from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.apps import apps as installed
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class PeopleConfig(AppConfig):
    """Organisations, services, users, memberships, clinicians."""

    name = "people"

    def ready(self) -> None:
        autodiscover_modules("organisation_settings")
        post_migrate.connect(name_the_site, sender=self)


def name_the_site(using: str, apps: Any = installed, **signal: Any) -> None:
    """Keeps django.contrib.sites' one row in step with the settings (it starts as "example.com")."""
    try:
        sites = apps.get_model("sites", "Site").objects.using(using)
    except LookupError:  # its table has not been made yet
        return
    sites.update_or_create(
        pk=settings.SITE_ID,
        defaults={"domain": urlsplit(settings.SITE_URL).netloc, "name": settings.SERVICE_NAME},
    )
