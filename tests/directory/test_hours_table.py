"""The table of hours that editors fill in: there and back, to the letter, and in words."""

import re
from datetime import date, datetime, time, timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from directory import hours
from directory.editing.hours import HoursField, HoursWidget, Typed
from directory.hours import DAYS, ROUND_THE_CLOCK, DatedRule, Table, compose, cut_short, open_at, table
from tests.directory.clocks import texts
from tests.examples import several

MONDAY = date(2028, 2, 28)  # its week has a leap day


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def day_of(points: list[int], night: int | None) -> tuple[tuple[str, str], ...]:
    spans = [(clock(a), clock(b)) for a, b in zip(points[::2], points[1::2], strict=False)]
    if night is not None and points and night < points[-1]:
        spans[-1] = (spans[-1][0], clock(night)) if night < points[-2] else spans[-1]
    return tuple(spans)


points = st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True).map(
    lambda found: sorted(number * 15 for number in found)[: len(found) // 2 * 2]
)
days = (
    st.sampled_from([None, (), ROUND_THE_CLOCK])
    | st.builds(day_of, points, st.none() | st.integers(1, 20).map(lambda number: number * 15))
).filter(lambda times: not times or times == ROUND_THE_CLOCK or times != ROUND_THE_CLOCK)
tables = st.lists(days, min_size=7, max_size=7).map(tuple)


def rendered(value: object, name: str = "hours") -> dict[str, str]:
    """What a browser would send back of the widget, untouched."""
    html = HoursWidget().render(name, value, {"id": f"id_{name}"})
    sent = {
        found[1]: unescape(found[2])
        for found in re.finditer(r'<input type="(?:text|hidden)" name="([^"]*)"[^>]* value="([^"]*)"', html)
    }
    sent |= dict(re.findall(r'<select name="([^"]*)".*?<option value="([^"]*)" selected', html, re.DOTALL))
    more = re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)
    return {**sent, f"{name}-more": unescape(more[1])}  # type: ignore[index]


def sent_back(data: dict[str, str], name: str = "hours") -> str:
    return HoursField(required=False).clean(HoursWidget().value_from_datadict(data, {}, name))


@several
@given(tables)
def test_a_table_written_down_and_read_again_is_the_same(week):
    text = Table(week).written()

    assert table(hours.check(text) if text else "").days == week


@several
@given(tables, st.integers(0, 7 * 24 * 60 - 1))
def test_it_is_open_when_the_table_says(week, minute):
    at = datetime.combine(MONDAY, time()) + timedelta(minutes=minute)
    today, before = at.weekday(), (at.weekday() - 1) % 7
    now = f"{at:%H:%M}"
    inside = any(a <= now < b if a < b else now >= a for a, b in week[today] or ())
    night = any(a >= b and now < b for a, b in week[before] or ())
    expected = True if inside or night else None if week[today] is None else False

    assert open_at(Table(week).written(), at) is expected


@given(tables)
def test_what_is_filled_in_is_what_is_kept(week):
    typed = rendered(Typed.of(Table(week).written())) | {"hours-stored": ""}

    assert table(sent_back(typed)).days == week


@several
@given(texts)
def test_hours_that_nobody_touched_stay_to_the_letter(text):
    typed = rendered(text)

    assert sent_back(typed) == text
    assert HoursField().has_changed(text, HoursWidget().value_from_datadict(typed, {}, "hours")) is False


@several
@given(texts)
def test_what_no_table_can_hold_is_kept_word_for_word(text):
    found = table(text)

    assert text.endswith(found.more)
    assert (found.more == text) if all(times is None for times in found.days) else True


def test_only_the_days_that_were_changed_are_written_anew():
    typed = rendered("Mo-Fr 09:00-18:00; PH off; Jul-Aug Mo-Fr 10:00-16:00") | {
        "hours-sa-kind": "hours",
        "hours-sa-0-from": "10",
        "hours-sa-0-to": "1400",
    }

    assert sent_back(typed) == "Mo-Fr 09:00-18:00; Sa 10:00-14:00; PH off; Jul-Aug Mo-Fr 10:00-16:00"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mo-Fr 09:00-18:00; Mo-Fr 13:00-14:00 off", 5 * [(("09:00", "13:00"), ("14:00", "18:00"))] + [(), ()]),
        ("24/7", 7 * [ROUND_THE_CLOCK]),
        ("Mo-Su 22:00-02:00", 7 * [(("22:00", "02:00"),)]),
        ("Mo-Su 20:00-26:00", 7 * [(("20:00", "02:00"),)]),
        ("Fr-Mo 10:00-12:00; We off", [(("10:00", "12:00"),), (), (), ()] + 3 * [(("10:00", "12:00"),)]),
        ('Mo 10:00-12:00 "за записом"', 7 * [None]),
        ("Fr 20:00-03:00; Sa off", 7 * [None]),  # no table cuts off a night
    ],
)  # fmt: skip
def test_what_a_table_holds(text, days):
    assert list(table(text).days) == days


# --- What is typed

TYPED = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
FIELDS = [
    f"hours-{day.lower()}-{part}" for day in DAYS for part in ("kind", "0-from", "0-to", "1-from", "1-to")
]


@given(st.dictionaries(st.sampled_from([*FIELDS, "hours-more", "hours-stored"]), TYPED))
def test_the_form_takes_whatever_is_sent_and_keeps_it(data):
    value = HoursWidget().value_from_datadict(data, {}, "hours")
    text, problems = value.read()
    if problems:
        with pytest.raises(ValidationError):
            HoursField(required=False).clean(value)
        kept = rendered(value)
        typed = {name: text.strip() for name, text in data.items() if re.search(r"-(from|to)$", name)}
        assert set(filter(None, typed.values())) <= set(kept.values())
    else:
        assert text == data.get("hours-stored") or text == "" or hours.check(text) == text


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"0-from": "25:00", "0-to": "18:00"}, "Wednesday: “25:00” is no time. Write it like 09:00."),
        ({"0-from": "09:00", "0-to": ""}, "Wednesday: both times are needed, from and to."),
        (
            {"0-from": "9", "0-to": "13", "1-from": "12", "1-to": "15"},
            "Wednesday: two of these times overlap.",
        ),
        ({}, "Wednesday: write from when to when it is open."),
    ],
)
def test_a_slip_is_told_at_its_day(typed, problem):
    data = {"hours-we-kind": "hours"} | {f"hours-we-{name}": text for name, text in typed.items()}
    value = HoursWidget().value_from_datadict(data, {}, "hours")

    with pytest.raises(ValidationError) as refused:
        HoursField(required=False).clean(value)
    html = HoursWidget().render("hours", value, {"id": "id_hours"})

    assert refused.value.messages == [problem]
    assert f'id="id_hours-we-problem">{problem}' in html
    assert re.findall(r'<select name="([^"]*)"[^>]*aria-invalid', html) == ["hours-we-kind"]


def test_without_a_script_monday_is_copied_too():
    data = {"hours-mo-kind": "hours", "hours-mo-0-from": "9.30", "hours-mo-0-to": "18", "hours-copy": "on"}

    assert sent_back(data) == "Mo-Fr 09:30-18:00; Sa,Su unknown"


# --- In words


@pytest.mark.parametrize(
    ("text", "english", "ukrainian"),
    [
        (
            "Mo-Fr 09:00-13:00,14:00-18:00; PH off",
            "Mon–Fri 9:00–18:00, break 13:00–14:00; Sat, Sun closed all day; public holidays: closed all day",
            "Пн–Пт 9:00–18:00, перерва 13:00–14:00; Сб, Нд зачинено; державні свята: зачинено",
        ),
        ("24/7", "every day round the clock", "щодня цілодобово"),
        (
            "Apr-Oct Mo-Fr 09:00-18:00; Su[-1] off",
            "April–October, Mon–Fri: 9:00–18:00; Sun, the last of the month: closed all day",
            "квітень–жовтень, Пн–Пт: 9:00–18:00; Нд, останній раз за місяць: зачинено",
        ),
        ("2028 Feb 29 10:00-11:00", "29 February 2028: 10:00–11:00", "29 лютого 2028: 10:00–11:00"),
        ("easter off", "easter off", "easter off"),
        ("", "not known", "не відомо"),
    ],
)
def test_hours_in_words(text, english, ukrainian):
    assert hours.reading(text).replace("\u00a0", " ") == english
    with translation.override("uk"):
        assert hours.reading(text).replace("\u00a0", " ") == ukrainian


@several
@given(texts)
def test_any_hours_have_words(text):
    assert hours.reading(text)


# --- A day cut short


@several
@given(tables, st.integers(0, 6), st.integers(1, 95), st.booleans())
def test_a_day_cut_short_is_open_as_usual_on_one_side_alone(week, offset, quarter, closes):
    usual, day = Table(week).written(), MONDAY + timedelta(days=offset)
    at = time(quarter // 4, quarter % 4 * 15)
    try:
        left = cut_short(usual, day, **{"closes" if closes else "opens": at})
    except ValueError:
        return
    text = compose(usual, [DatedRule(day, day, left)], martial_law=True, holidays=[])

    for minute in range(5, 24 * 60, 15):
        moment = datetime.combine(day, time()) + timedelta(minutes=minute)
        kept = moment.time() < at if closes else moment.time() >= at
        assert open_at(text, moment) == (open_at(usual, moment) is True and kept), moment


@pytest.mark.parametrize(
    ("text", "closes", "opens", "left"),
    [
        ("Mo-Fr 09:00-13:00,14:00-18:00", time(15), None, "09:00-13:00,14:00-15:00"),
        ("Mo-Fr 09:00-13:00,14:00-18:00", None, time(13, 30), "14:00-18:00"),
        ("24/7", time(12), None, "00:00-12:00"),
        ("Mo-Fr 20:00-02:00", time(23), None, "20:00-23:00"),
    ],
)
def test_what_is_left_of_a_day(text, closes, opens, left):
    assert cut_short(text, date(2028, 2, 28), closes=closes, opens=opens) == left


@pytest.mark.parametrize("text", ["", "Tu 09:00-18:00", "Mo 10:00-12:00", "Mo 16:00-18:00", "Mo unknown"])
def test_what_cannot_be_cut_short_says_why(text):
    with pytest.raises(ValueError, match=r"\w{3}.*\."):
        cut_short(text, MONDAY, closes=time(15))


# --- The next opening


@pytest.mark.parametrize(
    ("text", "at", "opens"),
    [
        ("Mo-Fr 09:00-18:00", "2026-11-25T12:00", "2026-11-25T12:00:00+02:00"),
        ("Mo-Fr 09:00-18:00", "2026-11-27T18:00", "2026-11-30T09:00:00+02:00"),
        ("We[1] 10:00-12:00", "2026-11-25T12:00", "2026-12-02T10:00:00+02:00"),
        ("2028 Feb 29 10:00-11:00", "2028-01-10T10:00", "2028-02-29T10:00:00+02:00"),
        ("Mo-Su 03:15-03:30", "2026-10-25T03:30", "2026-10-25T03:15:00+02:00"),  # the hour comes again
        ("Mo-Su 03:15-03:30", "2027-03-27T03:30", "2027-03-29T03:15:00+03:00"),  # the hour does not come
        ("24/7 off", "2026-11-25T12:00", None),
        ("", "2026-11-25T12:00", None),
    ],
)
def test_the_next_opening(text, at, opens):
    found = hours.next_opening(text, datetime.fromisoformat(at))

    assert (found and found.isoformat()) == opens
