"""How a saved search is called and when it speaks."""

from people.forms import Form, RadiosField, TextField
from roles.saved.models import Every


class SavedForm(Form):
    """A name and a turn."""

    name = TextField("Name", max_length=100, hint="So that you know it again among your searches and letters")
    every = RadiosField("Email me new posts that it finds", size="m", choices=Every.choices)
