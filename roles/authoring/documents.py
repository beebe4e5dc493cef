"""Documents are put to a draft and taken from it; once the post is published they stand."""

from functools import partial

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from people.documents.checking import document
from people.history import because
from people.models import User
from people.refusals import Refused
from roles.authoring.keeping import locked, write
from roles.posts.documents import PostDocument
from roles.posts.models import Post, PostStatus

MOST = 5
FIXED = "Documents can’t change once a post is published: applicants have read them"


def attach(post: Post, file: UploadedFile, title: str, *, by: User) -> PostDocument:
    """Keeps an uploaded file with a draft, cleaned of its author's data."""
    found = document(file)  # before the lock: it takes a moment
    with transaction.atomic():
        kept = _draft(post, by)
        if kept.documents.count() >= MOST:
            raise Refused(f"A post has {MOST} documents at most. Take one away first", field="file")
        made = PostDocument(post=kept, title=title, kind=found.kind, size=len(found.content), added_by=by)
        made.file.save(found.name, ContentFile(found.content), save=False)
        try:
            with because(f"Document added: {title}", by=by):
                made.save()
            _sent_anew(kept, by, f"Document added: {title}")
        except BaseException:
            made.file.delete(save=False)
            raise
    return made


def detach(held: PostDocument, *, by: User) -> None:
    """Takes a document from a draft; its file goes with it."""
    with transaction.atomic():
        kept = _draft(held.post, by)
        with because(f"Document taken away: {held.title}", by=by):
            gone, _ = PostDocument.objects.filter(pk=held.pk).delete()
        if gone:
            _sent_anew(kept, by, f"Document taken away: {held.title}")
            forget_files([held])


def forget_files(those: list[PostDocument]) -> None:
    """Removes their files once the transaction holds."""
    for each in those:
        transaction.on_commit(partial(each.file.delete, save=False))


def _draft(post: Post, by: User) -> Post:
    kept = locked(post, by)
    if kept.status != PostStatus.DRAFT:
        raise Refused(FIXED)
    return kept


def _sent_anew(post: Post, by: User, why: str) -> None:
    """A second person reads the documents too: a draft that was sent is sent again."""
    post.ready_at = post.ready_by = None
    write(post, by, why)
