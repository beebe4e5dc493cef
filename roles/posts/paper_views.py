"""A post to keep on paper: open to all, as its page is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roles.posts.paper import on_paper
from roles.posts.reading import read


@require_safe
def post_pdf(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The post's page as a PDF; a draft is not there."""
    found = read(pk, None)
    if found is None:
        raise Http404
    post = found.post
    if slug != post.slug:
        return redirect("roles:post-pdf", pk, post.slug, permanent=True)
    address = request.build_absolute_uri(reverse("roles:post", args=[pk, post.slug]))
    return HttpResponse(
        on_paper(found, address, timezone.now()),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{post.slug}.pdf"'},
    )
