"""What machines ask about reminders: counts and ages, and whether anything is late."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from reminders.watching.metrics import exposition
from reminders.watching.reading import lateness


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while mail and reminders go out in time; 503 with a sentence when the oldest is late. It names nobody."""
    late = lateness(timezone.now()).sentences
    return JsonResponse({"status": "late" if late else "ok", "late": late}, status=503 if late else 200)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever sends METRICS_TOKEN as a bearer token; for others, or with none set, there is no such page."""
    sent = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(sent, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
