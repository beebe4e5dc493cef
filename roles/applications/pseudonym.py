"""What ties an application to its equality record: worked out with the site's secret key, written down nowhere."""

from django.conf import settings
from django.utils.crypto import salted_hmac

from roles.applications.models import Application


def pseudonyms(application: Application) -> list[str]:
    """The record's token under the present secret key and then under each of those it replaced (ADR 12)."""
    said = f"{application.pk}:{application.reference}:{application.applicant_id}"
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac("roles.equality", said, secret=key, algorithm="sha256").hexdigest() for key in keys]
