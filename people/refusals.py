"""A refusal is a value with words: the sentence the user reads when a service will not do what was asked."""


class Refused(Exception):
    """Raised by services; views turn it into a form error, the API into a 409. Nothing has been written."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
