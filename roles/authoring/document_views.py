"""The step of a draft's documents."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import forms
from people.accounts.requests import signed_in
from people.refusals import Refused
from roles.authoring.documents import FIXED, MOST, attach, detach
from roles.authoring.requests import POSTED, post_or_404
from roles.posts.documents import answer
from roles.posts.models import PostStatus


class DocumentForm(forms.Form):
    """A file, and what it is."""

    title = forms.TextField("What it is", max_length=100, hint="For example, job description.")
    file = forms.FileField(
        "File",
        hint="A PDF or a Word document (.docx) of up to 5 MB. Who wrote it is taken out of it.",
        attributes={"accept": ".pdf,.docx"},
        missing="Choose a file",
    )


@login_required
@require_http_methods(POSTED)
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    """What a post has beside its words, with one more to add while it is a draft."""
    post = post_or_404(request, pk)
    sent = request.method == "POST"
    form = DocumentForm(request.POST, request.FILES) if sent else DocumentForm()
    if sent and form.is_valid():
        try:
            made = attach(post, form.cleaned_data["file"], form.cleaned_data["title"], by=signed_in(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{made} is kept.")
            return redirect("posts:documents", pk)
    held = list(post.documents.all())
    fixed = post.status != PostStatus.DRAFT
    context = {"post": post, "form": form, "held": held, "fixed": FIXED if fixed else "", "full": len(held) >= MOST}
    return render(request, "roles/authoring_documents.jinja", context)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """Takes a document away."""
    held = get_object_or_404(post_or_404(request, pk).documents.select_related("post"), pk=document)
    try:
        detach(held, by=signed_in(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"{held} is taken away.")
    return redirect("posts:documents", pk)


@login_required
@require_safe
def read(request: HttpRequest, pk: int, document: int) -> HttpResponseBase:
    """A document of a draft, for who may write the post."""
    return answer(get_object_or_404(post_or_404(request, pk).documents, pk=document))
