"""Uploaded tables, as people make them: read as what they mean, or refused in a sentence. Never an error page."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from people.importing import columns, values
from people.importing.sheets import MOST_BYTES, Table, read
from people.refusals import Refused

HEADS = {"name": "Name", "day": "First day", "note": "Note"}


def workbook(fill: Callable[[xlsxwriter.Workbook, object], None], **options: object) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **options})
    fill(book, book.add_worksheet("Plans"))
    book.close()
    return file.getvalue()


def csv(text: str, encoding: str = "utf-8") -> Table:
    return read("plans.csv", text.encode(encoding), most=10)


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_is_read_with_any_separator_and_the_usual_encodings(between: str, encoding: str) -> None:
    table = csv(f"Name{between}Note\r\nZoë{between}“fit”\r\n\r\n{between}\r\nBob{between}\r\n", encoding)
    assert table.heads == ("Name", "Note")
    assert [(row.number, row.values) for row in table.rows] == [(2, ("Zoë", "“fit”")), (5, ("Bob", ""))]


def test_a_workbook_keeps_dates_numbers_and_row_numbers() -> None:
    def fill(book, sheet) -> None:
        sheet.write_row(1, 0, ["Name", "First day", "PAs"])
        sheet.write_row(3, 0, ["Ann"])
        sheet.write_datetime(3, 1, datetime(2026, 4, 1), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001 -- a cell has no zone
        sheet.write_number(3, 2, 1.125)

    (row,) = read("plans.xlsx", workbook(fill), most=10).rows
    assert row.number == 4
    assert (row.values[0], values.date_of(row.values[1])) == ("Ann", date(2026, 4, 1))
    assert values.number_of(row.values[2], most=Decimal(42)) == Decimal("1.125")


def test_dates_of_the_calendar_from_1904_are_the_same_days() -> None:
    def fill(book, sheet) -> None:
        sheet.write_row(0, 0, ["First day"])
        sheet.write_datetime(1, 0, datetime(2026, 4, 1), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001 -- a cell has no zone

    (row,) = read("plans.xlsx", workbook(fill, date_1904=True), most=10).rows
    assert values.date_of(row.values[0]) == date(2026, 4, 1)


def test_a_formula_counts_as_what_it_last_came_to() -> None:
    def fill(_, sheet) -> None:
        sheet.write_row(0, 0, ["PAs"])
        sheet.write_formula(1, 0, "=1+0.5", value=1.5)

    (row,) = read("plans.xlsx", workbook(fill), most=10).rows
    assert values.number_of(row.values[0], most=Decimal(42)) == Decimal("1.5")


@pytest.mark.parametrize("inside", ["xl/workbook.bin", "content.xml", "word/document.xml"])
def test_another_kind_of_workbook_is_refused_with_the_kinds_that_are_read(inside: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(inside, "anything")
    with pytest.raises(Refused, match=r"read as \.xlsx alone"):
        read("plans.xlsb", file.getvalue(), most=10)


def test_merged_cells_are_refused_where_they_stand() -> None:
    def fill(_, sheet) -> None:
        sheet.write_row(0, 0, ["Name"])
        sheet.merge_range(1, 0, 2, 0, "Ann")

    with pytest.raises(Refused, match="row 2, column 1"):
        read("plans.xlsx", workbook(fill), most=10)


def test_a_workbook_that_would_unpack_to_too_much_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 101_000_000)
    with pytest.raises(Refused, match="too large when unpacked"):
        read("plans.xlsx", file.getvalue(), most=10)


def test_a_cell_at_the_far_corner_is_refused_and_the_process_lives() -> None:
    def fill(_, sheet) -> None:
        sheet.write(0, 0, "Name")
        sheet.write(1048575, 16383, "far away")

    with pytest.raises(Refused, match="a cell far below or beside the table"):
        read("plans.xlsx", workbook(fill), most=10)


def test_a_wide_sheet_is_refused_with_its_columns() -> None:
    def fill(_, sheet) -> None:
        sheet.write(0, 60, "Name")

    with pytest.raises(Refused, match="has 61 columns"):
        read("plans.xlsx", workbook(fill), most=10)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plans.csv", b"", "no rows"),
        ("plans.csv", b"\xef\xbb\xbf", "no rows"),
        ("plans.csv", b"Name,Note\n", "no rows under them"),
        ("plans.csv", b"Name\n" + b"x\n" * 11, "11 rows. Import 10 at most"),
        ("plans.csv", b'Name\n"open', "quotation mark"),
        ("plans.csv", b"Name\0\n", "can’t be read"),
        ("plans.csv", b"," * 100 + b"\nx", "more columns"),
        ("plans.csv", b"PK\x03\x04", "is a workbook"),
        ("plans.xlsx", b"PK\x03\x04 broken", "can’t be read"),
        ("plans.csv", b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_what_is_no_table_is_refused_in_words(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(name, content, most=10)


@given(st.binary(max_size=300), st.sampled_from(["plans.csv", "plans.xlsx"]), st.booleans())
def test_whatever_bytes_come_they_are_a_table_or_refused(content: bytes, name: str, packed: bool) -> None:
    with suppress(Refused):
        assert len(read(name, (b"PK\x03\x04" if packed else b"") + content, most=10).rows) <= 10


def test_columns_are_known_by_their_heads_in_any_order_and_case() -> None:
    table = csv("FIRST DAY,name\n1/4/2026,Ann\n")
    at = columns.places(table, HEADS, optional=frozenset({"note"}))
    assert columns.value_at(table.rows[0], at["name"]) == "Ann"
    assert columns.value_at(table.rows[0], at.get("note")) is None


@pytest.mark.parametrize(
    ("heads", "words"),
    [
        ("Name,Note", "missing: First day"),
        ("Name,name,First day", "stands twice"),
        ("Name,First day,Odd", "not known: Odd"),
    ],
)
def test_columns_that_are_missing_twice_or_strange_are_named(heads: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        columns.places(csv(f"{heads}\na,b,c\n"), HEADS, optional=frozenset({"note"}))


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("1/4/2026", date(2026, 4, 1)),
        ("01.04.2026", date(2026, 4, 1)),
        ("2026-04-01", date(2026, 4, 1)),
        (" 29-02-2028 ", date(2028, 2, 29)),
        ("01-APR-2025", date(2025, 4, 1)),
        ("1 April 2026", date(2026, 4, 1)),
        ("", None),
    ],
)
def test_days_are_read_in_uk_order(given: str, meant: date | None) -> None:
    assert values.date_of(given) == meant


@pytest.mark.parametrize(
    "given", ["4/13/2026", "1 Arpil 2026", "30/2/2026", "1/4/26", "April", "1/4/0000", 46000.0, True]
)
def test_what_is_no_day_is_said(given: object) -> None:
    with pytest.raises(ValueError, match="is no d"):
        values.date_of(given)  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize("given", ["1e400", "NaN", "inf", "-1", "43", "1.2345", "١", "1_0", "x", True, "1e-400"])
def test_what_is_no_figure_is_said(given: object) -> None:
    with pytest.raises(ValueError, match=r"is no number|is not between|decimals"):
        values.number_of(given, most=Decimal(42))  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize(
    ("given", "meant"),
    [("£12,345.60", "12345.60"), ("12345", "12345"), (12345.678, "12345.68"), (0, "0"), ("", None), (None, None)],
)
def test_pounds_are_read_to_the_penny(given: object, meant: str | None) -> None:
    found = values.pounds_of(given, most=Decimal(1_000_000))  # type: ignore[arg-type]  # on purpose
    assert found == (None if meant is None else Decimal(meant))


@pytest.mark.parametrize(
    ("given", "words"), [("-1", "not between 0 and 1,000"), ("1001", "not between"), ("1.005", "two decimals")]
)
def test_what_is_no_sum_is_said(given: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        values.pounds_of(given, most=Decimal(1_000))


@given(st.text(max_size=50))
def test_any_words_are_a_value_or_refused(words: str) -> None:
    with suppress(ValueError):
        assert isinstance(values.date_of(words), date | None)
    with suppress(ValueError):
        assert (values.number_of(words, most=Decimal(42)) or 0) <= 42
    with suppress(ValueError):
        assert isinstance(values.yes_of(words), bool)
