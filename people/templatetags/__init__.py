"""Template tags for the sign-in pages, which are Django templates of django-allauth."""
