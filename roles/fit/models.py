"""What people say they can show, of the competencies that leadership asks for."""

import pghistory
from django.db import models

from people.models import User
from roles.catalogue.models import Competency


class OwnCompetency(models.Model):
    """A person says that they can show a competency. Theirs alone: no panel reads it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="own_competencies")
    competency = models.ForeignKey(Competency, models.CASCADE, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "own competencies"
        constraints = [models.UniqueConstraint(fields=["user", "competency"], name="own_competency_once")]

    def __str__(self) -> str:
        return f"{self.competency_id} of {self.user_id}"


pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())(OwnCompetency)
