"""An import of existing job plans: the file as it was sent until it is written, then the receipt alone."""

import pghistory
from django.db import models

from people.importing.models import ImportedFile


class JobPlanImport(ImportedFile):
    """One file, and once written, its counts."""

    made = models.PositiveIntegerField("time splits written", default=0)
    unchanged = models.PositiveIntegerField("time splits there already", default=0)
    left = models.PositiveIntegerField("time splits left out", default=0)

    class Meta(ImportedFile.Meta):
        abstract = False
        # Serves the list of an organisation's imports, newest first.
        indexes = [models.Index(fields=["organisation", "-sent_at"], name="job_plan_imports_of")]


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["content"])(JobPlanImport)
