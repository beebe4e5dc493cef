"""Payroll is imported by HR, each of their own organisation; a file not yet written is its sender's alone."""

from tests.access.row import Row


def organisation(world):
    return [world.organisation.pk]


def written(world):
    return [world.organisation.pk, world.payroll.pk]


def waiting(world):
    return [world.organisation.pk, world.payroll_sent.pk]


HR = {"anonymous": 302, "hr": 200, "everyone": 404}
SENDS = HR | {"hr": 302}

ROWS = [
    Row("rewards:payroll", anonymous=302, hr=302, outsider=302, everyone=404),
    Row("rewards:payroll-send", args=organisation, **HR),
    Row("rewards:payroll-send", args=organisation, method="post", **HR),
    Row("rewards:payroll-template", args=lambda world: [world.organisation.pk, "xlsx"], **HR),
    Row("rewards:payroll-template", args=lambda world: [world.organisation.pk, "csv"], **HR),
    Row("rewards:payroll-checked", args=written, **HR),
    Row("rewards:payroll-checked", args=waiting, **HR),
    Row("rewards:payroll-columns", args=waiting, **HR),
    Row("rewards:payroll-columns", args=waiting, method="post", **HR),
    Row("rewards:payroll-columns", args=written, anonymous=302, everyone=404),
    Row("rewards:payroll-problems", args=waiting, **HR),
    Row("rewards:payroll-again", args=waiting, method="post", **SENDS),
    Row("rewards:payroll-write", args=waiting, method="post", **SENDS),
]
