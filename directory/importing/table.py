"""A CSV or XLSX file of centers as rows of text; what is not what it claims to be is refused with a reason."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from python_calamine import load_workbook

COLUMNS = (
    "name", "oblast", "raion", "hromada", "settlement", "relocated_from", "street_address", "latitude", "longitude",
    "phone", "email", "website", "opening_hours", "provider", "services", "accessibility", "status", "source_url",
    "source_date",
)  # fmt: skip

LARGEST = 10 * 1024 * 1024  # bytes of the file
LARGEST_UNPACKED = 60 * 1024 * 1024  # bytes of what an XLSX unpacks to
MOST_ROWS = 20_000
LONGEST_CELL = 5_000  # characters

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# In the XML of a sheet: a cell with its name, or the formula of the cell named last.
CELL_OR_FORMULA = re.compile(rb"""<(?:\w+:)?(?:c\s[^>]*?\br=["']([A-Za-z]+)(\d+)["']|(f)[\s/>])""")
# What a spreadsheet would run when someone opens the table; a telephone may begin with a plus.
RUNS = re.compile(r"[=@\t\r]|[+-](?![\d (])")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ufffd]")


class Refused(Exception):
    """The file, or rows of it, cannot be taken; `problems` are sentences that name the lines."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: its number as an editor shows it, and the text of each column, "" where there is none."""

    line: int
    cells: dict[str, str]


def read(file: Path) -> list[Row]:
    """The rows of the table; Refused when it cannot be read, has other columns, or has cells that cannot be text."""
    try:
        size = file.stat().st_size
        if not file.is_file():
            raise Refused(["this is not a file"])
        if size > LARGEST:
            raise Refused([f"the file has {size:,} bytes; {LARGEST:,} at most are read"])
        content = file.read_bytes()
    except OSError as error:
        raise Refused([f"the file cannot be read: {error.strerror}"]) from error
    packed = content.startswith(ZIP)
    if content.startswith(OLD_EXCEL):
        raise Refused(["this is an old or protected Excel file: save it as .xlsx or .csv without a password"])
    if packed != (file.suffix.lower() == ".xlsx"):
        raise Refused(
            [f"the name ends in “{file.suffix}”, but the file is {'' if packed else 'not '}an XLSX"]
        )
    lines = _of_workbook(content) if packed else _of_text(content)
    return _rows(lines)


def _of_text(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused([f"line {line}: not UTF-8; save the table as “CSV UTF-8”"]) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise Refused([f"line {start}: not CSV ({error})"]) from error


def _of_workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The first sheet. Calamine gives values alone and holds a sheet as a full rectangle: see to both before."""
    try:
        _look_inside(content)
        sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except Refused:
        raise
    except Exception as error:  # a damaged archive breaks its readers in every way there is
        raise Refused([f"this is not an XLSX file that can be read ({error})"]) from error
    for number, cells in enumerate(rows, start=1):
        yield number, [_text(cell) for cell in cells]


def _look_inside(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise Refused([f"the file unpacks to more than {LARGEST_UNPACKED:,} bytes"])
        if broken := archive.testzip():
            raise zipfile.BadZipFile(f"{broken} is damaged")
        sheets = [archive.read(part) for part in parts if SHEET.fullmatch(part.filename)]
    formulas = []
    for sheet in sheets:
        cell = "?"
        for column, row, formula in CELL_OR_FORMULA.findall(sheet):
            if formula:
                formulas.append(f"cell {cell}: a formula; paste the values instead")
                continue
            cell = f"{column.decode()}{int(row)}"
            if int(row) > MOST_ROWS + 1 or len(column) > 2:
                raise Refused([f"cell {cell} is too far out: {MOST_ROWS:,} rows at most"])
    if formulas:
        raise Refused(formulas)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _rows(lines: Iterable[tuple[int, list[str]]]) -> list[Row]:
    lines = iter(lines)
    names = [cell.strip().lower() for cell in next(lines, (1, []))[1]]
    while names and not names[-1]:
        names.pop()
    problems = [f"line 1: no column “{name}”" for name in COLUMNS if name not in names]
    problems += [f"line 1: an unknown column “{name[:40]}”" for name in names if name not in COLUMNS]
    problems += [f"line 1: the column “{name}” is there twice" for name in COLUMNS if names.count(name) > 1]
    if problems:
        raise Refused(problems)
    rows: list[Row] = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MOST_ROWS:
            raise Refused([f"line {line}: more than {MOST_ROWS:,} rows"])
        if any(cell.strip() for cell in cells[len(names) :]):
            problems.append(f"line {line}: more cells than columns")
            continue
        texts = dict.fromkeys(COLUMNS, "") | dict(zip(names, cells, strict=False))
        problems += [f"line {line}, {name}: {why}" for name, text in texts.items() if (why := _unfit(text))]
        rows.append(Row(line, {name: " ".join(text.split()) for name, text in texts.items()}))
    if problems:
        raise Refused(problems)
    if not rows:
        raise Refused(["there are no rows"])
    return rows


def _unfit(text: str) -> str:
    if RUNS.match(text):
        return f"“{text[:20].strip()}” begins like a formula"
    if UNPRINTABLE.search(text):
        return "there are characters that are no text"
    return f"longer than {LONGEST_CELL:,} characters" if len(text) > LONGEST_CELL else ""
