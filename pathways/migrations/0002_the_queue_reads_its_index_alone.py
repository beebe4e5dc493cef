"""The approvals queue counts and orders what waits without reading its rows; built and dropped beside a live table."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("pathways", "0001_initial")]
    operations = [
        AddIndexConcurrently(
            model_name="timesplit",
            index=models.Index(
                condition=models.Q(("status__in", ["submitted", "first_signed"])),
                fields=["organisation", "status", "submitted_at", "id"],
                include=("service", "user"),
                name="split_waiting",
            ),
        ),
        RemoveIndexConcurrently(model_name="timesplit", name="split_pending"),
    ]
