"""Each request meets the database as its own person (standing.py); stands right after who signed in is known."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from rewards.looks.standing import Standing, stands


class PayAccessMiddleware:
    """Row-level security for the time of a request, and of what it streams after."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        standing = Standing(request)
        with stands(standing):
            response = self.get_response(request)
        # A file is no statement, and goes out by the server's own means.
        if isinstance(response, StreamingHttpResponse) and getattr(response, "file_to_stream", None) is None:
            response.streaming_content = Streamed(standing, response.streaming_content)
        return response


class Streamed:
    """What a view streams after it has returned, made as the same person from the first part to the last."""

    def __init__(self, standing: Standing, parts: Any) -> None:
        self.standing = standing
        self.parts = iter(parts)
        self.stack = ExitStack()
        self.begun = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self.begun:
            self.begun = True
            self.stack.enter_context(stands(Standing(self.standing.request)))
        try:
            part: bytes = next(self.parts)
        except BaseException:
            self.close()
            raise
        return part

    def close(self) -> None:
        """At the end, and where the visitor has gone before it."""
        self.stack.close()
