"""Calendar files, judged by a reader of RFC 5545 that knows nothing of how they are written."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from directory.hours import kyiv
from directory.icalendar import Entry, calendar
from directory.recurring import occurrences
from tests.examples import several

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2036, 12, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0)
)
KYIV = ZoneInfo("Europe/Kyiv")


def read(file: str) -> list[tuple[str, str, str]]:
    """(name, parameters, value) of each line, unfolded; values of text are not unescaped yet."""
    raw = file.encode()
    assert raw.endswith(b"\r\n")
    lines = raw.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # no letter is cut in two
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
    whole = b"\n".join(lines).replace(b"\n ", b"").decode().split("\n")
    found = []
    for line in whole:
        head, _colon, value = line.partition(":")
        name, _semicolon, parameters = head.partition(";")
        found.append((name, parameters, value))
    return found


def unescaped(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def entry(**fields) -> Entry:
    starts = fields.pop("starts", datetime(2026, 12, 1, 8, tzinfo=UTC))
    values = {
        "uid": "event-1@example.org",
        "starts": starts,
        "ends": starts + timedelta(hours=1),
        "title": "Група",
        "language": "uk",
        "changed": datetime(2026, 11, 25, tzinfo=UTC),
    }
    return Entry(**{**values, **fields})


@several
@given(texts, texts, texts)
def test_any_words_come_out_as_they_went_in(title, description, name):
    lines = read(calendar(name, [entry(title=title, description=description)], "uk"))
    values = {name: value for name, _parameters, value in lines}

    def plain(text: str) -> str:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return re.sub(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029]", " ", text)

    assert unescaped(values["SUMMARY"]) == plain(title)
    assert unescaped(values["X-WR-CALNAME"]) == plain(name)
    if description:
        assert unescaped(values["DESCRIPTION"]) == plain(description)
    assert [name for name, _parameters, _value in lines].count("BEGIN") == 2


@several
@given(moments, st.integers(1, 60), st.integers(1, 40))
def test_a_weekly_event_is_at_the_same_time_on_the_clock_all_year(starts, minutes, weeks):
    ends = starts + timedelta(minutes=minutes)
    until = kyiv(starts).date() + timedelta(weeks=weeks)
    spans = list(occurrences(starts, ends, until))
    lines = read(calendar("", [entry(starts=starts, ends=ends, last=spans[-1][0])], "uk"))
    values = {name: (parameters, value) for name, parameters, value in lines}

    parameters, first = values["DTSTART"]
    assert parameters == "TZID=Europe/Kyiv"
    last = re.fullmatch(r"FREQ=WEEKLY;UNTIL=(\d{8}T\d{6}Z)", values["RRULE"][1])[1]
    wall = datetime.strptime(first, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a wall clock's
    read_off = []
    while (moment := wall.replace(tzinfo=KYIV).astimezone(UTC)) <= datetime.strptime(
        last, "%Y%m%dT%H%M%SZ"
    ).replace(tzinfo=UTC):
        read_off.append(moment)
        wall += timedelta(weeks=1)
    assert len(spans) == weeks + 1
    assert read_off == [begins.astimezone(UTC) for begins, _ends in spans] or not _exists(spans, first)


def _exists(spans, first: str) -> bool:
    """Whether that time is on the clock on each of the days: in spring one hour is not, in autumn one is twice."""
    return all(f"{kyiv(begins):%H%M%S}" == first[-6:] and not kyiv(begins).fold for begins, _ends in spans)


@several
@given(moments)
def test_the_zone_in_the_file_is_the_clock_in_kyiv(moment):
    lines = read(calendar("", [entry(last=moment)], "uk"))
    offsets = [value for name, _parameters, value in lines if name == "TZOFFSETTO"]
    assert offsets == ["+0200", "+0300"]
    year = moment.year

    def last_sunday(month: int) -> datetime:
        end = datetime(year, month, 31, 1, tzinfo=UTC)
        return end - timedelta(days=(end.weekday() + 1) % 7)

    summer = last_sunday(3) <= moment < last_sunday(10)
    assert kyiv(moment).utcoffset() == timedelta(hours=3 if summer else 2)


def test_what_is_cancelled_says_so_and_what_is_once_is_in_universal_time():
    lines = read(calendar("Події", [entry(cancelled=True, version=3)], "uk"))
    assert ("STATUS", "", "CANCELLED") in lines
    assert ("SEQUENCE", "", "3") in lines
    assert ("DTSTART", "", "20261201T080000Z") in lines
    assert not any(name == "BEGIN" and value == "VTIMEZONE" for name, _parameters, value in lines)


def test_a_day_that_is_left_out_is_at_the_same_time_on_the_clock():
    starts = datetime(2026, 10, 21, 14, tzinfo=UTC)  # 17:00 in summer; the clock goes back on the 25th
    spans = list(occurrences(starts, starts + timedelta(hours=1), kyiv(starts).date() + timedelta(weeks=2)))
    off = (spans[0][0], spans[1][0])
    lines = read(calendar("", [entry(starts=starts, last=spans[-1][0], off=off)], "uk"))
    left_out = [(parameters, value) for name, parameters, value in lines if name == "EXDATE"]
    assert left_out == [("TZID=Europe/Kyiv", "20261021T170000"), ("TZID=Europe/Kyiv", "20261028T170000")]
