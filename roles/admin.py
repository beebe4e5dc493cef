"""The catalogue in the admin site: our suggestions are changed here, what comes from the reference file is not."""

from django.contrib import admin

from roles.models import Archetype

SUGGESTED = ["what", "leads_to", "competencies"]
FROM_FILE = [field.name for field in Archetype._meta.fields if field.name not in {"id", "what"}]


@admin.register(Archetype)
class ArchetypeAdmin(admin.ModelAdmin):
    """Each archetype with what it is, what it asks and where it leads; ranges and marks come from the file."""

    list_display = ["title", "level", "setting"]
    list_filter = ["level"]
    search_fields = ["title"]
    filter_horizontal = ["leads_to", "competencies"]
    fields = [*SUGGESTED, *FROM_FILE]
    readonly_fields = FROM_FILE

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False
