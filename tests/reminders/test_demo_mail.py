"""The demo's letters, as a real mail sink keeps them."""

import smtplib
from email.message import EmailMessage

import pytest
from django.urls import reverse

from reminders import letters
from tests.reminders.processes import free_port, start_sink

pytestmark = pytest.mark.django_db
LIST = reverse("reminders:demo-mail")


@pytest.fixture
def send(tmp_path, settings):
    """Sends letters to a sink of our own, whose Maildir is the demo's."""
    settings.DEMO = True
    settings.MAIL_DIR = tmp_path / "mail"
    port = free_port()
    sink = start_sink(tmp_path, port, delay=0)

    def send(subject="Hello", text="Some words.", html=""):
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = "us@tests.example", "anna@tests.example", subject
        letter.set_content(text)
        if html:
            letter.add_alternative(html, subtype="html")
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            smtp.send_message(letter)

    yield send
    sink.kill()


def test_outside_the_demo_there_is_no_such_page(client, send, settings):
    send()
    name = letters.names()[0]
    settings.DEMO = False
    assert client.get(LIST).status_code == 404
    assert client.get(reverse("reminders:demo-mail-message", args=[name])).status_code == 404


def test_the_newest_letter_comes_first(client, send):
    send(subject="First")
    send(subject="Überprüfung <second>")
    page = client.get(LIST).content.decode()
    assert page.index("Überprüfung &lt;second&gt;") < page.index("First")
    assert "2 emails" in page


def test_a_letter_shows_its_words_with_links_and_its_html_as_text(client, send):
    send(text="Dear Anna,\n\nSee https://tests.example/x <b>\n", html="<h1>Hello</h1><script>alert(1)</script>")
    page = client.get(reverse("reminders:demo-mail-message", args=letters.names())).content.decode()
    assert '<a href="https://tests.example/x" rel="noopener">https://tests.example/x</a> &lt;b&gt;' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "anna@tests.example" in page


def test_letters_are_turned_page_by_page(client, send):
    for number in range(26):
        send(subject=f"Letter {number}.")
    assert "Letter 0." not in client.get(LIST).content.decode()
    assert "Letter 0." in client.get(LIST, {"page": 2}).content.decode()
    assert client.get(LIST, {"page": "nonsense"}).status_code == 200


@pytest.mark.parametrize("name", ["unknown", "..", "..%2F..%2Fsecret", "%00"])
def test_a_name_that_is_no_letters_is_not_found(client, send, name):
    send()
    assert client.get(f"/demo/mail/{name}/").status_code == 404


def test_before_the_first_letter_the_page_says_how_one_comes(client, settings, tmp_path):
    settings.DEMO = True
    settings.MAIL_DIR = tmp_path / "nothing yet"
    assert "No email has been sent yet" in client.get(LIST).content.decode()
