"""Messages for the next page, as the design system's notification banners."""

from django.contrib.messages import get_messages
from django.http import HttpRequest
from markupsafe import Markup

from people.design.nhs import nhs


def flashes(request: HttpRequest) -> Markup:
    """A banner for each waiting message, each shown once: a success in green, anything else in blue."""
    return Markup("").join(
        nhs.notificationBanner(
            {"type": "success", "text": str(message)}
            if message.level_tag == "success"
            else {"titleText": "Important", "text": str(message)}
        )
        for message in get_messages(request)
    )
