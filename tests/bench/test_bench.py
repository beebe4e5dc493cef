"""The bench runs whole, on a little data: every measure is there, in JSON, with its ratio and its growth."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

from config import embedded

ROOT = Path(__file__).resolve().parents[2]
DATABASE = f"bench_{os.getpid()}"
LITTLE = {
    **{"people": 300, "posts": 200, "pending": 10, "dues": 300, "to-remind": 30, "searches": 100, "fresh": 5},
    **{"applications": 600, "panels": 10, "payroll": 120, "letters": 200},
    **{"rounds": 1, "seconds": 0.3},
}
PAGES = {
    "post search with words and filters": 9,
    "a post with its package comparison": 9,
    "the panel's list": 9,
    "the panel's applications": 13,
    "the ranking of a choice": 20,
    "the final signatory's queue": 9,
    "a split to sign with its five effects": 11,
}
"""The most queries that each may ask, however much there is."""


@pytest.fixture(scope="module")
def lines():
    options = [part for name, value in LITTLE.items() for part in (f"--{name}", str(value))]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--database", DATABASE, *options],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
    )
    connection = psycopg2.connect(embedded.database_url("postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        for name in (DATABASE, f"{DATABASE}_tenth", f"{DATABASE}_base"):
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    assert done.returncode == 0, done.stderr[-3000:]
    return {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}


def test_every_page_has_its_ratio_to_the_ceiling_and_its_growth(lines):
    assert lines["ceiling"]["value"] > 0
    for name in PAGES:
        assert lines[name]["unit"] == "requests/s"
        assert lines[name]["ratio"] > 0
        assert lines[name]["growth"] > 0


def test_every_page_says_its_queries_and_its_time_in_templates(lines):
    for name, most in PAGES.items():
        assert 0 < lines[f"{name}: queries"]["value"] <= most
        assert lines[f"{name}: in templates"]["unit"] == "ms"


def test_what_takes_seconds_says_how_it_grew(lines):
    assert lines["remuneration report of 300 people"]["growth"] > 0
    assert lines["sweep of 300 dues, 30 to remind"]["growth"] > 0


def test_the_sweep_finds_what_is_due_and_no_more(lines):
    assert lines["sweep of 300 dues, 30 to remind"]["reminded"] == 30
    assert lines["30 due among 300 dues, found and claimed"]["reminded"] == 30


def test_a_sweep_with_nothing_due_and_a_calendar_are_timed(lines):
    assert 0 < lines["sweep of 300 dues, none to remind"]["value"] < 1000
    assert 0 < lines["calendar feed of 500 events"]["value"] < 1000


def test_the_alerts_say_how_many_they_told(lines):
    assert 0 < lines["alerts of 5 new posts to 100 saved searches"]["told"] <= 100


def test_several_are_signed_and_their_time_is_told(lines):
    assert lines["signing 200 time splits at once"]["signed"] == 10
    assert lines["signing 200 time splits at once"]["value"] > 0
    assert 0 < lines["comparing four packages"]["value"] < 50


def test_a_browser_says_how_soon_typed_words_have_their_results(lines):
    assert 0 < lines["Enter in the search box to the first painted results"]["value"] < 5000


def test_the_report_is_timed(lines):
    assert lines["remuneration report of 300 people"]["value"] < 5


def test_the_pay_reports_are_timed_and_ask_less_than_twelve_times(lines):
    for report in ("Effect of leading", "Cost of leading", "Pay gaps", "Consistency"):
        assert 0 < lines[f"{report} of 120 people"]["value"] < 5
        assert lines[f"{report} of 120 people: queries"]["value"] < 12


def test_letters_go_out_at_a_rate(lines):
    assert lines["200 letters out, two workers"]["unit"] == "letters/s"
    assert lines["200 letters out, two workers"]["value"] > 0


def test_a_long_list_says_its_seconds_and_its_memory(lines):
    assert 0 < lines["workbook of 120 rows"]["value"] < 15
    assert 0 < lines["workbook of 120 rows: peak memory"]["value"] < 300


def test_an_extract_of_payroll_is_looked_at_and_written(lines):
    (dry_run,) = (line for name, line in lines.items() if name.startswith("dry run of"))
    (writing,) = (line for name, line in lines.items() if name.startswith("writing"))
    assert dry_run["would_write"] == writing["written"] > 0
    assert 0 < dry_run["value"] < 15
