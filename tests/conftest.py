"""What every test may ask for. The database, the broker and the mail server are the real ones."""

import pytest

from tests.factories import UserFactory
from tests.system.chromium import NONE_FOUND


@pytest.fixture
def user(db):
    return UserFactory()


@pytest.fixture
def signed_in(client, user):
    """A test client signed in as `user`."""
    client.force_login(user)
    return client


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly, as the last words of a run, that browser tests were left out."""
    left_out = [report for report in terminalreporter.stats.get("skipped", []) if NONE_FOUND in str(report.longrepr)]
    if left_out:
        terminalreporter.section(f"{len(left_out)} BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.write_line(NONE_FOUND, red=True, bold=True)
