"""What is not the table that it claims to be is refused with a reason; what can be read is read the same."""

import io
import zipfile
from contextlib import suppress
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.importing.table import COLUMNS, LARGEST, Refused, read
from tests.examples import several

CELLS = {"name": "Центр", "oblast": "Рівненська", "status": "open"}
HEADER = ",".join(COLUMNS)


@pytest.fixture
def file(tmp_path):
    def file(content, name="centers.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return file


def workbook(*rows, header=COLUMNS):
    book, content = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(header)
    for row in rows:
        sheet.append([row.get(name) for name in header])
    book.save(content)
    return content.getvalue()


def reasons(path):
    with pytest.raises(Refused) as refused:
        read(path)
    return " ".join(refused.value.problems)


def test_a_workbook_is_read_as_the_same_table_would_be(file):
    content = workbook(
        CELLS | {"phone": 380671234567, "latitude": 50.62, "source_date": date(2026, 2, 19)}, {}, CELLS
    )
    first, second = read(file(content, "centers.xlsx"))
    assert first.cells["phone"] == "380671234567"
    assert (first.cells["latitude"], first.cells["source_date"]) == ("50.62", "2026-02-19")
    assert (first.line, second.line) == (2, 4)
    assert first.cells["website"] == ""


def test_columns_may_stand_in_any_order_after_a_byte_order_mark(file):
    header = ",".join(reversed(COLUMNS))
    [row] = read(file(f"\ufeff{header}\r\n{',' * (len(COLUMNS) - 1)}Центр\r\n"))
    assert row.cells["name"] == "Центр"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "centers.csv", "no column"),
        (HEADER, "centers.csv", "no rows"),
        (HEADER + ",color\n", "centers.csv", "unknown column “color”"),
        (HEADER.replace("phone,", "") + "\n", "centers.csv", "no column “phone”"),
        (HEADER + ",phone\n", "centers.csv", "“phone” is there twice"),
        (HEADER + "\n" + "а," * 25 + "\n", "centers.csv", "line 2: more cells than columns"),
        (HEADER + '\n"незакрита', "centers.csv", "line 2: not CSV"),
        ((HEADER + "\n").encode() + "Центр".encode("cp1251"), "centers.csv", "line 2: not UTF-8"),
        ((HEADER + "\nЦентр").encode("utf-16"), "centers.csv", "not UTF-8"),
        (HEADER + "\nЦентр", "centers.xlsx", "not an XLSX"),
        (b"PK\x03\x04 no archive", "centers.xlsx", "not an XLSX file that can be read"),
        (b"PK\x03\x04", "centers.csv", "an XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "centers.xls", "old or protected Excel"),
        (b"\x89PNG\r\n\x1a\n\x00", "centers.csv", "UTF-8"),
        (b"%PDF-1.7", "centers.csv", "no column"),
        (HEADER + "\n" + "x" * 6_000, "centers.csv", "longer than"),
        (b"x" * (LARGEST + 1), "centers.csv", "bytes"),
    ],
)
def test_what_is_no_table_of_centers_is_refused_with_a_reason(file, content, name, said):
    assert said in reasons(file(content, name))


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "cannot be read" in reasons(tmp_path / "away.csv")
    assert "not a file" in reasons(tmp_path)


def test_a_formula_is_refused_by_its_cell(file):
    content = workbook(CELLS | {"provider": "=1+1"})
    assert "cell N2: a formula" in reasons(file(content, "centers.xlsx"))


def test_an_archive_that_is_no_workbook_is_refused(file):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "not an XLSX file that can be read" in reasons(file(content.getvalue(), "centers.xlsx"))


def test_an_archive_that_unpacks_to_much_more_is_refused(file):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    assert len(content.getvalue()) < 100_000
    assert "unpacks to more" in reasons(file(content.getvalue(), "centers.xlsx"))


def test_a_cell_at_the_far_end_of_a_sheet_is_refused_before_it_takes_all_memory(file):
    book, content = openpyxl.load_workbook(io.BytesIO(workbook(CELLS))), io.BytesIO()
    book.active["XFD1048576"] = "x"
    book.save(content)
    assert "XFD1048576 is too far out" in reasons(file(content.getvalue(), "centers.xlsx"))


@several
@given(damage=st.binary(min_size=1, max_size=200), at=st.integers(0, 10_000))
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(tmp_path_factory, damage, at):
    content = bytearray(workbook(CELLS, CELLS))
    at %= len(content)
    content[at : at + len(damage)] = damage
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    path.write_bytes(bytes(content))
    with suppress(Refused):
        read(path)


@several
@given(text=st.text(max_size=400))
def test_any_text_is_read_or_refused_and_nothing_else(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(f"{HEADER}\n{text}".encode("utf-8", "surrogatepass"))
    with suppress(Refused):
        read(path)
