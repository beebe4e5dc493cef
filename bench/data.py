"""The bench's data: one employer with everyone in it, and as much to find as the issue of speed asks for."""

from datetime import timedelta
from random import Random

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench.applications import fill_applications
from bench.data_size import Size
from bench.pay import fill_payroll
from bench.searches import fill_searches
from bench.splits import fill_splits
from pathways.seed.copying import Keys, copy_in
from pathways.seed.seeding import Wish, seed
from people.models import Organisation, Role, User
from reminders.models import Due, Message, Notice
from rewards.models import Contract

EMPLOYER, KIND = "RCF", "bench"
DIRECTOR, HR, CLINICIAN, MEMBER, RECRUITER = "director", "hr", "clinician", "member", "recruiter"


def prepare() -> None:
    """Migrates an empty database and loads the reference data."""
    call_command("migrate", verbosity=0)
    call_command("load_reference_data", verbosity=0)


def fill(size: Size) -> None:
    """Fills a prepared database, always with the same rows, and leaves it as tidy as autovacuum does in time."""
    today = timezone.localdate()
    seed(Wish(size.people, size.posts, random_seed=1, on=today, employer=EMPLOYER, pending=size.pending))
    fill_splits()
    fill_applications(size, Organisation.objects.get(ods_code=EMPLOYER), timezone.now())
    fill_dues(size)
    fill_searches(size)
    fill_payroll(size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def fill_dues(size: Size) -> None:
    """Dues far ahead, and as many that are due as are to be reminded of; what the seed left due has been."""
    Due.objects.filter(reminded_at=None, remind_on__lte=timezone.localdate()).update(reminded_at=timezone.now())
    users = list(User.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True))
    rng, today, key = Random(1), timezone.localdate(), Keys(Due, size.dues)  # noqa: S311 -- nothing secret
    copy_in(
        Due,
        (
            Due(
                id=key(),
                kind=KIND,
                subject=f"bench:{number}",
                user_id=users[number % len(users)],
                due_on=(on := today if number < size.to_remind else today + timedelta(days=rng.randint(1, 700))),
                remind_on=on,
                title="Role review: clinical director",
                path="/home/",
                updated_at=timezone.now(),
            )
            for number in range(size.dues)
        ),
    )


def forget_reminders() -> None:
    """Makes the dues of the last run due again."""
    told = Notice.objects.filter(kind=KIND)
    Message.objects.filter(key__in=told.values("letter")).delete()
    told.delete()
    Due.objects.filter(kind=KIND, remind_on__lte=timezone.localdate()).update(reminded_at=None)


def people() -> dict[str, User]:
    """Who asks: the director who signs, someone in human resources, and a clinician with an employment."""
    here = User.objects.filter(memberships__organisation__ods_code=EMPLOYER)
    return {
        DIRECTOR: here.filter(memberships__role=Role.MEDICAL_DIRECTOR).earliest("pk"),
        HR: here.filter(memberships__role=Role.HR).earliest("pk"),
        MEMBER: here.filter(panel_seats__isnull=False).earliest("pk"),
        RECRUITER: here.filter(memberships__role=Role.RECRUITER).earliest("pk"),
        CLINICIAN: here.filter(employments__contract=Contract.CONSULTANT).latest("pk"),
    }
