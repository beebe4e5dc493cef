"""The verbs of employment: terms from a day on, their end, and taking back what is only planned.

Rows are dated: what held before stays on record, and the pay elements follow from the day of the change. Days are
calendar days, Europe/London; a last day is included.
"""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from people.design.words import longdate, shortdate
from people.forms.seen import STALE, mark
from people.history import because
from people.models import Organisation, User
from people.refusals import Refused
from rewards.awards.models import HeldAward
from rewards.contracts.policies import keeps_pay
from rewards.contracts.rules import Terms, problems
from rewards.contracts.scales import scales
from rewards.elements.models import ElementKind
from rewards.employment.models import AGREED_PAY, Contract, Employment
from rewards.looks.services import writes
from rewards.packages.writing import follow_terms
from rewards.protection import services as protection

FIELDS = ("contract", "pas", "point", "salary_gbp", "seniority_from", "on_call", "area", "service_id")


OWN = "Nobody records their own pay. Ask a colleague in human resources"


def hold(user: User, organisation: Organisation | int, by: User) -> None:
    """Locks the person for human resources of the organisation; raises for anyone else, and for one's own pay."""
    if not keeps_pay(by, organisation):
        raise PermissionDenied
    if by.pk == user.pk:
        raise Refused(OWN)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def terms_of(employment: Employment) -> Terms:
    """What an employment on record says."""
    return Terms(**{name: getattr(employment, name) for name in FIELDS})


@transaction.atomic
def agree_terms(
    user: User, organisation: Organisation, terms: Terms, starts: date, *, by: User, why: str, seen: str = ""
) -> Employment:
    """Records the terms from a day on, until the day from which other terms are on record already.

    Sent twice alike, nothing more is written. `seen` is the mark of what the writer was shown: where other terms stand
    now, nothing is written. Raises Refused, with the field, for terms that nobody can be paid by.
    """
    hold(user, organisation, by)
    published = [] if terms.contract in AGREED_PAY else scales([terms.contract]).on(terms.contract, starts).labels
    for field, sentence in problems(terms, starts, published=published, today=timezone.localdate()):
        raise Refused(sentence, field=field)
    standing = Employment.objects.filter(user=user, organisation=organisation).in_force(starts).first()
    if standing and terms_of(standing) == terms:
        return standing
    if seen and seen != mark_of(user, organisation):
        raise Refused(STALE)
    said = ", ".join(part for part in (Contract(terms.contract).label, terms.point) if part)
    with because(f"{said} from {shortdate(starts)}: {why}", by=by):
        return put_terms(user, organisation, terms, starts)


def mark_of(user: User, organisation: Organisation) -> str:
    """The mark of all terms on record."""
    rows = Employment.objects.filter(user=user, organisation=organisation).order_by("period")
    return mark([(terms_of(each), each.period.lower, each.period.upper) for each in rows])


def put_terms(user: User, organisation: Organisation, terms: Terms, starts: date) -> Employment:
    """Writes the terms from the day and the pay that follows; the caller asked who may, and opened a transaction."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    on_record = Employment.objects.filter(user=user, organisation=organisation)
    standing = on_record.in_force(starts).first()
    if standing and terms_of(standing) == terms:
        return standing
    later = on_record.filter(period__startswith__gt=starts).order_by("period").first()
    ends = standing.period.upper if standing else later and later.period.lower
    if standing and standing.period.lower == starts:
        for name in FIELDS:
            setattr(standing, name, getattr(terms, name))
        standing.save()
        begun = standing
    else:
        if standing:
            standing.period = DateRange(standing.period.lower, starts)
            standing.save(update_fields=["period"])
        begun = Employment(user=user, organisation=organisation, period=DateRange(starts, ends))
        for name in FIELDS:
            setattr(begun, name, getattr(terms, name))
        begun.save()
    _follow(user, organisation, starts)
    return begun


@transaction.atomic
def end_terms(user: User, organisation: Organisation, last_day: date, *, by: User, why: str) -> Employment:
    """Ends the employment on a day; pay and protection end with it. Sent twice alike, it stays ended."""
    hold(user, organisation, by)
    on_record = Employment.objects.filter(user=user, organisation=organisation)
    ends = last_day + timedelta(days=1)
    last = on_record.order_by("period").last()
    if last is None:
        raise Refused("No employment is on record here, so none can end", field="last_day")
    if last.period.upper == ends:
        return last
    if last.period.lower and last.period.lower > last_day:
        first = longdate(last.period.lower)
        raise Refused(
            f"Terms are on record from {first}: enter that day or a later one, or take them back first",
            field="last_day",
        )
    former, last.period = last.period.upper, DateRange(last.period.lower, ends)
    with because(why, by=by):
        last.save(update_fields=["period"])
        _follow(user, organisation, min(ends, former or ends))
    return last


@transaction.atomic
def take_back(employment: Employment, *, by: User, why: str) -> None:
    """Takes back terms that have not begun; those before them go on in their place. Asked twice, nothing happens."""
    hold(employment.user, employment.organisation_id, by)
    planned = Employment.objects.filter(pk=employment.pk).select_related("user", "organisation").first()
    if planned is None:
        return
    starts = planned.period.lower
    if starts is None or starts <= timezone.localdate():
        raise Refused("These terms have begun. Record other terms from a day instead: what was paid stays on record")
    if planned.progress_reviews.exists():
        raise Refused("A progress review was recorded about these terms, so they can’t be taken back")
    before = Employment.objects.filter(user=planned.user, organisation=planned.organisation, period__endswith=starts)
    with because(why, by=by):
        ends = planned.period.upper
        planned.delete()
        for former in before:
            former.period = DateRange(former.period.lower, ends)
            former.save(update_fields=["period"])
        _follow(planned.user, planned.organisation, starts)


@writes
def _follow(user: User, organisation: Organisation, on: date) -> None:
    """Pay follows from the day; elsewhere too where awards may go with another employment now."""
    follow_terms(user, organisation, on)
    protection.follow(user, organisation, on)
    if HeldAward.objects.filter(user=user).exists():
        others = Employment.objects.filter(user=user, period__overlap=DateRange(on, None)).exclude(
            organisation=organisation
        )
        for elsewhere in Organisation.objects.filter(pk__in=others.values("organisation")):
            follow_terms(user, elsewhere, on, kinds=[ElementKind.AWARD])
