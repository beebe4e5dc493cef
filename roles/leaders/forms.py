"""Whether one is named in public."""

from people.forms import Form, RadiosField


class ShownForm(Form):
    """Yes or no."""

    shown = RadiosField(
        "May the public page of who leads what name you?",
        size="m",
        choices=[("yes", "Yes"), ("no", "No")],
        missing="Say whether you may be named",
    )
