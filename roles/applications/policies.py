"""Who may apply, and whose application it is."""

from people.models import Clinician, User
from roles.applications.models import Application
from roles.posts.models import Post


def is_clinician(user: User) -> bool:
    """Whether the user has a clinical profile: leadership posts here are for clinicians."""
    return Clinician.objects.filter(user_id=user.pk).exists()


def sits_on_panel(user: User, post: Post) -> bool:
    """Whether the user helps to choose among this post's applicants."""
    return post.panel.filter(user_id=user.pk).exists()


def is_applicant(user: User, application: Application) -> bool:
    """Whether the application is the user's own."""
    return application.applicant_id == user.pk
