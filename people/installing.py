"""What migrations share."""

from typing import TYPE_CHECKING

from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState


class InstallTriggers(Operation):
    """Installs the triggers of all models that an app has by now, as their options in its migrations say.

    For models that are created whole. A trigger that comes later comes by an `AddTrigger` of its own, which makes
    every model anew: with 130 of them that took a quarter of the time of making the tables.
    """

    reversible = True

    def state_forwards(self, app_label: str, state: "ProjectState") -> None:
        """Nothing: the models' options say it already."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: "BaseDatabaseSchemaEditor",
        from_state: "ProjectState",
        to_state: "ProjectState",
    ) -> None:
        for app, name in to_state.models:
            for trigger in to_state.models[app, name].options.get("triggers", []) if app == app_label else []:
                AddTrigger(name, trigger).database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, *_: object) -> None:
        """Nothing: they go with their tables."""

    def describe(self) -> str:
        return "Install the triggers of every model"
