"""How returns go: figures for director, HR and analyst; names for director and HR alone."""

from tests.access.row import Row

FIGURES = {"anonymous": 302, "md": 200, "hr": 200, "analyst": 200, "everyone": 404}
CHOICE = {"anonymous": 302, "md": 302, "hr": 302, "analyst": 302, "outsider": 302, "everyone": 404}
NAMES = {"anonymous": 302, "md": 200, "hr": 200, "everyone": 404}


def organisation(world):
    return [world.organisation.pk]


ROWS = [
    Row("returning:organisations", **CHOICE),
    Row("returning:figures", args=organisation, **FIGURES),
    Row("returning:file", args=lambda world: [world.organisation.pk, "xlsx"], **FIGURES),
    Row("returning:file", args=lambda world: [world.organisation.pk, "csv"], **FIGURES),
    Row("returning:behind", args=lambda world: [world.organisation.pk, "planned"], **NAMES),
    Row("returning:behind", args=lambda world: [world.organisation.pk, "nonsense"], anonymous=302, everyone=404),
    Row("returning:behind-file", args=lambda world: [world.organisation.pk, "planned", "xlsx"], **NAMES),
    Row("returning:behind-file", args=lambda world: [world.organisation.pk, "stuck", "csv"], **NAMES),
    Row("returning:behind-file", args=lambda world: [world.organisation.pk, "no", "csv"], anonymous=302, everyone=404),
]
