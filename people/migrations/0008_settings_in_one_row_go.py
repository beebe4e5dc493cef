from django.db import migrations


class Migration(migrations.Migration):
    """Their values stand one by one since the migration before."""

    dependencies = [
        ("people", "0007_settings_one_by_one"),
    ]

    operations = [
        migrations.DeleteModel(name="OrganisationSettings"),
    ]
