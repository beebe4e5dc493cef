"""Time splits: the owner's to change; the service's lead and the medical directors read and answer them."""

from tests.access.row import Row


def split(world):
    return [world.split.pk]


def draft(world):
    return [world.draft_split.pk]


def organisation(world):
    return [world.organisation.pk]


def delegation(world):
    return [world.delegation.pk]


def job_plans(world):
    return [world.organisation.pk, world.job_plans.pk]


READS_SETTINGS = {"anonymous": 302, "admin": 200, "hr": 200, "md": 200, "everyone": 404}
MINE = {"anonymous": 302, "everyone": 404}
FIGURES = {"anonymous": 302, "md": 200, "hr": 200, "analyst": 200, "everyone": 404}
HR = {"anonymous": 302, "hr": 200, "everyone": 404}
LISTS = {"anonymous": 302, "md": 200, "hr": 200, "everyone": 404}
SIGNATORIES = {"service_lead": 200, "md": 200, "hr": 200, "outsider": 200}

ROWS = [
    Row("splits:list", anonymous=302, everyone=200),
    Row("splits:start", anonymous=302, everyone=200),
    Row("splits:on", anonymous=302, everyone=200),
    Row("splits:on", query="?on-day=3&on-month=3&on-year=2026", anonymous=302, everyone=200),
    Row("splits:new", anonymous=302, everyone=200),
    Row("splits:new", method="post", anonymous=302, everyone=200),
    Row("splits:check", method="post", anonymous=302, everyone=200),
    Row("splits:detail", args=split, **MINE, clinician=200, service_lead=200, md=200),
    Row("splits:detail", args=draft, **MINE, clinician=200),
    Row("effects:own", args=draft, **MINE, clinician=200),
    Row("effects:own", args=split, **MINE, clinician=200),
    Row("effects:paper", args=split, **MINE, clinician=200, service_lead=200, md=200),
    Row("effects:paper", args=draft, **MINE, clinician=200),
    Row("splits:edit", args=draft, **MINE, clinician=200),
    Row("splits:edit", args=draft, method="post", **MINE, clinician=200),
    Row("effects:answers", args=draft, **MINE, clinician=200),
    Row("splits:withdraw", args=split, **MINE, clinician=200),
    Row("splits:withdraw", args=split, method="post", **MINE, clinician=200),
    Row("splits:correct", args=split, **MINE, clinician=200),
    Row("splits:correct", args=split, method="post", **MINE, clinician=200),
    Row("splits:talk", args=split, **MINE, clinician=200, service_lead=200, md=200),
    Row("splits:talk", args=split, method="post", **MINE, clinician=200, service_lead=200, md=200),
    Row("disputes:detail", args=split, **MINE, clinician=200, md=200),
    Row("disputes:detail", args=split, method="post", **MINE, clinician=200, md=200),
    Row("jobplans:organisations", anonymous=302, hr=302, outsider=302, everyone=404),
    Row("jobplans:send", args=organisation, **HR),
    Row("jobplans:send", args=organisation, method="post", **HR),
    Row("jobplans:template", args=lambda world: [world.organisation.pk, "xlsx"], **HR),
    Row("jobplans:template", args=lambda world: [world.organisation.pk, "csv"], **HR),
    Row("jobplans:checked", args=job_plans, **HR),
    Row("jobplans:write", args=job_plans, method="post", **HR | {"hr": 302}),
    Row("oversight:organisations", **FIGURES | {"hr": 302, "md": 302, "analyst": 302, "outsider": 302}),
    Row("oversight:figures", args=organisation, **FIGURES),
    Row("oversight:figures", args=organisation, query="?on-day=31&on-month=2&on-year=2026", **FIGURES),
    Row("oversight:file", args=lambda world: [world.organisation.pk, "xlsx"], **FIGURES),
    Row("oversight:file", args=lambda world: [world.organisation.pk, "csv"], **FIGURES),
    Row("oversight:file", args=lambda world: [world.organisation.pk, "pdf"], **FIGURES),
    *(
        Row("oversight:behind", args=lambda world, which=which: [world.organisation.pk, which], **LISTS)
        for which in ("agreed", "without", "over", "spa", "leading", "expiring", "overdue", "disputed")
    ),
    Row("oversight:behind", args=lambda world: [world.organisation.pk, "none"], **MINE),
    Row("oversight:behind-file", args=lambda world: [world.organisation.pk, "agreed", "xlsx"], **LISTS),
    Row("oversight:behind-file", args=lambda world: [world.organisation.pk, "without", "csv"], **LISTS),
    Row("approvals:queue", anonymous=302, everyone=404, **SIGNATORIES),
    Row("approvals:detail", args=split, **MINE, service_lead=200, md=200),
    Row("approvals:detail", args=split, method="post", **MINE, service_lead=200, md=200),
    Row("approvals:several", anonymous=302, everyone=404, **SIGNATORIES),
    Row(
        "approvals:several", method="post", anonymous=302, everyone=404, service_lead=302, md=302, hr=302, outsider=302
    ),
    Row("approvals:end", args=split, **MINE, md=200),
    Row("approvals:end", args=split, method="post", **MINE, md=200),
    Row("approvals:reopen", args=split, **MINE, admin=200, md=200),
    Row("approvals:reopen", args=split, method="post", **MINE, admin=200, md=200),
    Row("approvals:tiers", anonymous=302, admin=302, hr=302, md=302, outsider=302, everyone=404),
    Row("approvals:tiers_of", args=organisation, **READS_SETTINGS),
    Row("approvals:tiers_of", args=organisation, method="post", **READS_SETTINGS | {"hr": 403, "md": 403}),
    Row("approvals:delegations", anonymous=302, everyone=404, **SIGNATORIES),
    Row("approvals:delegations", method="post", anonymous=302, everyone=404, **SIGNATORIES),
    Row("approvals:delegation_end", args=delegation, method="post", **MINE, service_lead=302),
]
