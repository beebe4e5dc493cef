"""SMTP with a border: something can be done when all but the last bytes of a letter are with the mail server."""

import contextlib
import re
import smtplib
import socket
from collections.abc import Callable

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from reminders import stopping
from reminders.models import Message

END_OF_DATA = b".\r\n"


class WithBorder(smtplib.SMTP):
    """Calls `before_the_end` after MAIL, RCPT, DATA, its 354 and the whole letter, before the lone dot.

    A mail server keeps nothing of a letter whose dot it has not seen (RFC 5321, 4.1.1.4), so until then a death
    of ours is harmless. When the call raises, the connection is cut and the letter is gone.
    """

    before_the_end: Callable[[], None]

    def data(self, msg: object) -> tuple[int, bytes]:
        assert isinstance(msg, bytes), "Letters are bytes with CRLF by now."
        self.putcmd("data")
        code, reply = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, reply)
        body = re.sub(rb"(?m)^\.", b"..", msg)
        self.send(body if body.endswith(b"\r\n") else body + b"\r\n")
        try:
            self.before_the_end()
        except BaseException:
            self.close()
            raise
        self.send(END_OF_DATA)
        return self.getreply()


class WithBorderOverTls(WithBorder, smtplib.SMTP_SSL):
    """The same, over TLS from the first byte."""


class Post(EmailBackend):
    """One connection to the mail server of Django's EMAIL_* settings, for a batch of letters."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return WithBorderOverTls if self.use_ssl else WithBorder

    def open(self) -> bool | None:
        """Connects unless connected. No byte waits for others: the dot, sent by itself, would wait for 40 ms."""
        opened = super().open()
        if opened and self.connection is not None and self.connection.sock is not None:
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def send(self, message: Message, before_the_end: Callable[[], None]) -> None:
        """Sends one over the open connection; returns when the mail server has it. Raises what smtplib raises."""
        connection = self.connection
        assert isinstance(connection, WithBorder)
        connection.before_the_end = before_the_end
        letter = as_letter(message)
        whole = letter.message()
        if whole.is_multipart():  # else the library makes one, and a pattern to look for it, for each letter
            whole.set_boundary(f"=={message.message_id[1:41]}==")
        content = re.sub(rb"\r?\n", b"\r\n", whole.as_bytes())
        connection.sendmail(
            sanitize_address(letter.from_email, "utf-8"), sanitize_address(message.to, "utf-8"), content
        )

    def hang_up(self) -> None:
        """Ends the connection, in whatever state it is."""
        connection, self.connection = self.connection, None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.quit()
            connection.close()


def as_letter(message: Message) -> EmailMultiAlternatives:
    """Plain text and HTML, from and to, and the one Message-ID that the message keeps for good."""
    letter = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated", **stopping.headers(message)},
    )
    if message.html:
        letter.attach_alternative(message.html, "text/html")
    if message.calendar:
        # Last of the alternatives, and with its method on the part: so calendars act on it (RFC 6047, 2.4).
        method = "CANCEL" if "METHOD:CANCEL" in message.calendar else "REQUEST"
        letter.attach_alternative(message.calendar, f"text/calendar; method={method}")
    return letter
