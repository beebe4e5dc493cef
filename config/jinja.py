"""The pages' Jinja environment: strict about missing names; filters and globals are named, not imported."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

FILTERS = {
    "pounds": "people.design.words.pounds",
    "pounds_pence": "people.design.words.pounds_pence",
    "change": "people.design.words.change",
    "pas": "people.design.words.pas",
    "number": "people.design.words.number",
    "plural": "people.design.words.plural",
    "longdate": "people.design.words.longdate",
    "shortdate": "people.design.words.shortdate",
    "longtime": "people.design.words.longtime",
    "timeuk": "people.design.words.timeuk",
    "relative": "people.design.words.relative",
    "written": "rewards.reports.words.written",
    "lines_picture": "rewards.reports.drawing.lines_picture",
}

GLOBALS = {
    "url": "people.design.addresses.url",
    "static": "people.design.addresses.static",
    "with_query": "people.design.addresses.with_query",
    "nhs": "people.design.nhs.nhs",
    "kept": "people.design.keeping.kept",
    "error_summary": "people.forms.error_summary",
    "navigation": "people.navigation.navigation",
    "table_rows": "people.design.tables.table_rows",
    "flashes": "people.design.flashes.flashes",
}


class PageLoader(FileSystemLoader):
    """Finds `.jinja` files only: a `.html` beside them belongs to Django's own engine (sign-in pages)."""

    def get_source(self, environment: Environment, template: str) -> Any:
        if not template.endswith(".jinja"):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


def _is_markup(name: str | None) -> bool:
    """Whether a template's values are escaped: all but plain text's (mail)."""
    return name is None or not name.endswith(".txt.jinja")


def environment(**options: Any) -> Environment:
    """The environment Django's Jinja2 backend asks for; autoescaping is on, but for plain text."""
    loader: BaseLoader = PageLoader(options["loader"].searchpath)
    options |= {"loader": loader, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**{**options, "autoescape": _is_markup})  # noqa: S701 -- it is on; ruff cannot see into **
    env.filters.update({name: import_string(path) for name, path in FILTERS.items()})
    env.globals.update({name: import_string(path) for name, path in GLOBALS.items()})
    env.globals.update(service_name=settings.SERVICE_NAME, demo=settings.DEMO)
    return env
