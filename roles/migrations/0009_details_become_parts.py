"""What drafts and applications held in columns becomes parts, so that their owners see it in the new steps."""

from django.db import migrations


def make_parts(apps, schema_editor):
    Application, Part = apps.get_model("roles", "Application"), apps.get_model("roles", "Part")
    Application.objects.update(changed_at=_latest())
    for application in Application.objects.exclude(interests="", hoped_start=None).iterator():
        known = {}
        if application.interests:
            known["declarations"] = {"conflict": "yes", "interests": application.interests}
        if day := application.hoped_start:
            known["hopes"] = {f"hoped_start-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
        for name, typed in known.items():
            Part.objects.get_or_create(application=application, name=name, defaults={"typed": typed})


def _latest():
    from django.db.models import F
    from django.db.models.functions import Greatest

    return Greatest(F("started_at"), F("submitted_at"))


class Migration(migrations.Migration):
    dependencies = [("roles", "0008_what_an_application_carries")]
    operations = [migrations.RunPython(make_parts, migrations.RunPython.noop)]
