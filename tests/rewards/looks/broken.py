"""Views as nobody should write them: no policy, no filter. The database has to refuse what they ask for."""

from collections.abc import Iterator
from decimal import Decimal

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, JsonResponse, StreamingHttpResponse
from django.urls import include, path
from django.utils import timezone

from people.accounts.requests import signed_in
from people.models import Organisation, User
from rewards.looks.services import opened
from rewards.models import Characteristics, Employment, HeldAward, PayElement, PayLook
from rewards.packages.services import circumstances_of

TABLES = ("payelement", "employment", "employmentevent", "heldaward", "heldawardevent", "characteristics")


def everything(request: HttpRequest) -> JsonResponse:
    """All pay there is, by the ORM."""
    str(request.user)
    models = (PayElement, Employment, HeldAward, Characteristics)
    return JsonResponse({model.__name__: list(model.objects.values_list("user", flat=True)) for model in models})


def everything_raw(request: HttpRequest) -> JsonResponse:
    """All pay there is, in SQL by hand, the history too; without ever asking who is there."""
    if request.GET.get("ask"):
        str(request.user)
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT user_id FROM rewards_{table}")
            found[table] = [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT current_user")
        found["account"] = cursor.fetchone()[0]
    return JsonResponse(found)


def forged(request: HttpRequest) -> JsonResponse:
    """Opens what no service opened: a look that nobody made, or one of somebody else's."""
    str(request.user)
    with connection.cursor() as cursor:
        for name in ("opened", "summing"):
            cursor.execute("SELECT set_config(%s, %s, false)", [f"pathways.{name}", request.GET.get(name, "")])
    return everything(request)


def looked(request: HttpRequest) -> JsonResponse:
    """One person's pay as it should be shown, and then everything."""
    subject, organisation = User.objects.get(pk=request.GET["of"]), Organisation.objects.get(pk=request.GET["at"])
    opened(signed_in(request), subject, organisation, "To test")
    if request.GET.get("twice"):
        opened(signed_in(request), User.objects.get(pk=request.GET["twice"]), organisation, "To test")
    return everything(request)


def meddling(request: HttpRequest) -> JsonResponse:
    """Writes to tables that a view has no business with; says how many rows each touched, or why it was refused."""
    done: dict[str, object] = {}
    looks = PayLook.objects.all()
    attempts = {
        "raise": lambda: PayElement.objects.update(annual_gbp=Decimal(999_999)),
        "move": lambda: Employment.objects.update(point="threshold 9"),
        "take": lambda: HeldAward.objects.all()._raw_delete("default"),
        "hide": lambda: looks._raw_delete("default"),
        "reword": lambda: looks.update(why="For no reason"),
        "hand on": lambda: looks.update(viewer=User.objects.latest("pk")),
    }
    str(request.user)
    for name, attempt in attempts.items():
        try:
            with transaction.atomic():
                done[name] = attempt()
        except Exception as refused:
            done[name] = str(refused).splitlines()[0]
    return JsonResponse(done)


def awards(request: HttpRequest) -> JsonResponse:
    """All awards there are, after a look at one person, if one is named."""
    if "of" in request.GET:
        looked(request)
    str(request.user)
    return JsonResponse({"awards": list(HeldAward.objects.values_list("pk", flat=True))})


def priced(request: HttpRequest) -> JsonResponse:
    """One person's pay with one employer as pricing sees it: how many awards count, and how many contracts show."""
    subject, organisation = User.objects.get(pk=request.GET["of"]), Organisation.objects.get(pk=request.GET["at"])
    opened(signed_in(request), subject, organisation, "To test")
    today = timezone.localdate()
    standing = circumstances_of(subject, organisation, today)
    assert standing is not None
    shown = Employment.objects.filter(user=subject).count()
    return JsonResponse({"awards": len(standing.facts.awards), "employments": shown})


def through_views(request: HttpRequest) -> JsonResponse:
    """Writes to pay through the views that show to all; says why each was refused, or how many rows it took."""
    str(request.user)
    done: dict[str, object] = {}
    for view in ("rewards_employed", "rewards_principal"):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {view}")
                done[view] = cursor.rowcount
        except DatabaseError as refused:
            done[view] = str(refused).splitlines()[0]
    return JsonResponse(done)


def failing(request: HttpRequest) -> JsonResponse:
    """Fails after it has asked, within a transaction."""
    with transaction.atomic():
        list(PayElement.objects.filter(user=request.user.pk))
        raise RuntimeError("On purpose")


def undone(request: HttpRequest) -> JsonResponse:
    """Asks who is there within a transaction that is undone, then asks for everything."""
    PayElement.objects.count()
    try:
        with transaction.atomic():
            str(request.user)
            PayElement.objects.count()
            raise RuntimeError("On purpose")
    except RuntimeError:
        return everything_raw(request)


def reconnected(request: HttpRequest) -> JsonResponse:
    """Loses its connection halfway."""
    str(request.user)
    PayElement.objects.count()
    connection.close()
    return everything_raw(request)


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    """Asks while the answer is already on its way."""

    def parts() -> Iterator[str]:
        str(request.user)
        for element in PayElement.objects.order_by("pk").iterator(chunk_size=1):
            yield f"{element.user_id} "
        yield " ".join(str(key) for key in PayElement.objects.values_list("user", flat=True))

    return StreamingHttpResponse(parts())


VIEWS = [
    everything, everything_raw, forged, looked, meddling, awards, priced, through_views, failing, undone, reconnected,
    streamed,
]  # fmt: skip
urlpatterns = [path(f"broken/{view.__name__}/", view) for view in VIEWS] + [path("", include("config.urls"))]
