"""Documents of a post, such as its job description: read by whoever may read the post."""

from uuid import uuid4

import pghistory
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from people.documents.answering import as_download, in_kilobytes
from people.models import User
from roles.posts.models import Post


def random_name(document: "PostDocument", name: str) -> str:
    """A name in storage that says nothing of the post or the person."""
    return f"posts/{uuid4().hex}.{name.rsplit('.')[-1]}"


class PostDocument(models.Model):
    """A file of a post; its bytes stand outside the web root and are answered by a view alone."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="documents")
    title = models.CharField("what it is", max_length=100)
    kind = models.CharField(max_length=4, choices=[("pdf", "PDF"), ("docx", "Word")])
    file = models.FileField(upload_to=random_name)
    size = models.PositiveIntegerField("bytes")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_kind_display()}, {in_kilobytes(self.size)})"

    def get_absolute_url(self) -> str:
        return reverse("roles:post-document", args=[self.post_id, self.pk])


pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())(PostDocument)


@require_safe
def post_document(request: HttpRequest, pk: int, document: int) -> HttpResponseBase:
    """A document of a published post, to save; a draft's is not there."""
    published = PostDocument.objects.filter(post__in=Post.objects.published())
    return answer(get_object_or_404(published, pk=document, post=pk))


def answer(document: PostDocument) -> HttpResponseBase:
    """The file, to be saved and never shown as a page of ours."""
    return as_download(document.file, document.title, document.kind)
