"""Keeps a file that was sent until it is written or a day has passed."""

import hashlib
from datetime import date
from typing import TypeVar

from django.db import transaction

from people.importing.models import ImportedFile
from people.models import Organisation, User

Kind = TypeVar("Kind", bound=ImportedFile)


def keep(kind: type[Kind], organisation: Organisation, file_name: str, content: bytes, *, rows: int, by: User) -> Kind:
    """Keeps the file; what the person sent before and did not write goes."""
    with transaction.atomic():
        kind._default_manager.filter(organisation=organisation, by=by, written_at=None).delete()
        return kind._default_manager.create(
            organisation=organisation,
            by=by,
            file_name=file_name[-200:],
            checksum=hashlib.sha256(content).hexdigest(),
            content=content,
            rows=rows,
        )


def forget_unwritten(kind: type[ImportedFile], today: date) -> int:
    """Deletes files that nobody wrote within a day; answers how many."""
    old = kind._default_manager.filter(written_at=None, sent_at__date__lt=today)
    return old.delete()[1].get(kind._meta.label, 0)
