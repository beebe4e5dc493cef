"""`make faults`, small: everything is killed and broken once at least, and each of 200 letters arrives once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reminders.processes import ROOT, database_url

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

DUES = 200
PACE = 0.15  # seconds a letter, so that the faults fall among them


def test_each_of_200_reminders_arrives_once_whatever_fails(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "faults", "--dues", str(DUES), "--pace", str(PACE), "--life", "5"]
    options = ["--database", database_url(), "--folder", str(tmp_path / "faults"), "--patience", "150"]
    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, timeout=220)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    found = {line["name"]: line["value"] for line in said if "name" in line}
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    assert [line["event"].split()[0] + " " + line["event"].split()[1] for line in said if "event" in line] == [
        "the broker",
        "PostgreSQL crashes",
        "the clock",
    ]
    assert found["workers killed"] >= 1
    assert found["tried more than once"] > 0
    assert found["arrived"] == DUES - found["to addresses refused for good"]
    assert set(found["messages by state"]) <= {"sent", "held"}
    for wrong in ("twice", "missing", "strangers", "wrong state", "dues without a message"):
        assert found[wrong] == 0
