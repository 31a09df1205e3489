"""Hours, accessibility and reasons in words."""

from datetime import datetime

import pytest
from django.template import engines
from django.utils import translation

from directory import access, fit, wording
from directory.fit import Reason
from directory.hours import KYIV
from directory.wording import Vocabulary
from portal.models import PortalSettings
from portal.typography import NBSP
from tests.factories import CenterPageFactory

WORDS = Vocabulary(services={"legal-aid": "Правнича допомога"}, groups={"veterans": "Ветерани"}, reach_km=50)
OTHER_CODES = (
    "access_fits", "access_unknown", "access_missing", "nearest", "chosen_by_person", "beyond_reach", "not_open",
    "not_accepting", "paused", "person_chose_other",
)  # fmt: skip
WEEKDAYS = "Mo-Fr 09:00-18:00"


@pytest.fixture(autouse=True)
def ukrainian():
    with translation.override("uk"):
        yield


def said(schedule: str, moment: str) -> tuple[str, str]:
    words = wording.open_words(schedule, datetime.fromisoformat(moment).replace(tzinfo=KYIV))
    return words.kind, words.text


@pytest.mark.parametrize(
    ("schedule", "moment", "kind", "text"),
    [
        (WEEKDAYS, "2026-11-25T12:00", "open", "Відчинено до 18:00"),
        (WEEKDAYS, "2026-11-25T16:59", "open", "Відчинено до 18:00"),
        (WEEKDAYS, "2026-11-25T17:00", "soon", "Зачиняється за 60 хв"),
        (WEEKDAYS, "2026-11-25T17:40", "soon", "Зачиняється за 20 хв"),
        (WEEKDAYS, "2026-11-25T07:00", "shut", "Зачинено, відчиниться о 9:00"),
        (WEEKDAYS, "2026-11-25T18:00", "shut", "Зачинено, відчиниться завтра о 9:00"),
        (WEEKDAYS, "2026-11-27T18:00", "shut", "Зачинено, відчиниться у понеділок о 9:00"),
        ("Mo-Fr 11:00-18:00", "2026-11-25T07:00", "shut", "Зачинено, відчиниться об 11:00"),
        (f"{WEEKDAYS}; 2026 Nov 25-Dec 03 off", "2026-11-25T12:00", "shut", "Зачинено, відчиниться 4~грудня о 9:00"),
        (f"{WEEKDAYS}; 2026 Nov 25-2027 Jan 31 off", "2026-11-25T12:00", "shut", "Зачинено щонайменше на два тижні"),
        ("Mo-Su 22:00-02:00", "2026-11-25T22:30", "open", "Відчинено до 2:00 ночі"),
        ("Mo-Fr 09:00-24:00", "2026-11-25T12:00", "open", "Відчинено до 24:00"),
        ("24/7", "2026-11-25T03:00", "open", "Відчинено цілодобово"),
        ("", "2026-11-25T12:00", "unk", "Години невідомі"),
        ("Mo-Fr 09:00-18:00 unknown", "2026-11-25T12:00", "unk", "Години невідомі"),
        ("Mo-Fr 09:00-12:00; We 12:00-14:00 off; We 14:00-16:00 unknown", "2026-11-25T13:00", "shut", "Зараз зачинено"),
    ],
)  # fmt: skip
def test_whether_it_is_open_is_said_with_the_next_change(schedule, moment, kind, text):
    assert said(schedule, moment) == (kind, text.replace("~", NBSP))


def test_eleven_o_clock_is_said_in_english_as_any_other():
    with translation.override("en"):
        assert said("Mo-Fr 11:00-18:00", "2026-11-25T07:00")[1] == "Closed, opens at 11:00"


def test_what_was_told_of_the_door_says_eleven_as_people_do():
    told = {
        "start": "2026-11-25",
        "end": "2026-11-25",
        "kind": "closes_early",
        "time": "11:00",
        "reason": "power",
        "words": "",
    }

    assert wording.told_words([told], datetime(2026, 11, 25, 9, tzinfo=KYIV)) == [
        "Сьогодні зачиняється об 11:00: немає світла"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "text"),
    [("planned", "Готується"), ("suspended", "Призупинено"), ("closed", "Закрито назавжди")],
)
def test_a_center_that_is_not_open_says_its_state_and_never_hours(status, text):
    center = CenterPageFactory(status=status, opening_hours="24/7")

    badge = engines["django"].from_string("{% load directory_tags %}{% open_badge center %}")
    shown = badge.render({"center": center})

    assert text in shown
    assert "Відчинено" not in shown


YES = dict.fromkeys(access.FEATURES, "yes")


@pytest.mark.parametrize(
    ("answers", "kind", "text", "more"),
    [
        (YES, "full", "доступно", ""),
        ({**YES, "path_surface": "unknown"}, "part", "основні умови є", "відомо 34 із 35 пунктів"),
        ({**YES, "elevator": "no"}, "part", "доступно, є зауваження", "немає: Ліфт"),
        ({**YES, "accessible_toilet": "unknown"}, "unk", "не відомо — запитайте центр", "туалет"),
        ({**YES, "entrance_door_width": "no"}, "none", "є перешкода", "вузькі вхідні двері"),
        ({}, "unk", "не відомо — запитайте центр", "вхід, ширина дверей, шлях до кабінетів, туалет"),
    ],
)
def test_our_summary_has_words_of_its_own_and_names_the_items(answers, kind, text, more):
    words = wording.access_words(answers, "wheelchair")

    assert (words.kind, words.text) == (kind, text)
    assert words.more.startswith(more)


def test_an_entrance_with_steps_and_no_way_past_them_is_one_obstacle():
    entrance = access.PROFILES["child"].must[0]
    assert wording.obstacles(entrance) == "вхід зі сходами"


def test_our_summary_never_uses_the_words_of_the_official_level():
    for verdict in ("barrier", "unknown", "remarks", "basics", "full"):
        summary = access.Summary("fits", (), (), (), verdict)
        words = wording.verdict_words(summary, access.PROFILES["wheelchair"])
        assert "бар’єр" not in words.text


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (Reason("offers", "legal-aid"), "є послуга «Правнича допомога»"),
        (Reason("service_unknown", "legal-aid"), "не відомо, чи є послуга «Правнича допомога»"),
        (Reason("service_missing", "legal-aid"), "немає послуги «Правнича допомога»"),
        (Reason("access_missing", "sensory", ("quiet_room",)), "«Потрібен спокій»: є перешкода: немає тихої кімнати"),
        (Reason("access_unknown", "wheelchair", ("accessible_toilet",)), "«На кріслі колісному»: не відомо: туалет"),
        (Reason("access_missing", "elevator"), "немає: Ліфт"),
        (Reason("group_missing", "veterans"), "центр для інших людей, не для групи «Ветерани»"),
        (Reason("open", "2026-11-24T15:00+02:00"), "відчинено 24\u00a0листопада, 15:00"),
        (Reason("paused"), "тимчасово не приймає запитів"),
        (Reason("beyond_reach"), "далі, ніж 50 км"),
    ],
)  # fmt: skip
def test_a_reason_is_a_phrase(reason, text):
    assert wording.reason_text(reason, WORDS) == text


def test_beyond_reach_without_a_distance_says_that_it_is_not_known():
    assert wording.reason_text(Reason("beyond_reach"), WORDS, located=False) == "відстань невідома"


@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_code_has_words_even_without_a_subject(language):
    codes = [*fit._KEYS, *OTHER_CODES]
    with translation.override(language):
        for code in codes:
            assert wording.reason_text(Reason(code), WORDS) not in ("", code)


@pytest.mark.django_db
def test_a_page_reads_the_vocabulary_once(rf, django_assert_num_queries):
    template = engines["django"].from_string(
        "{% load directory_tags %}{% for reason in reasons %}{% reason_words reason %} {% endfor %}"
    )
    PortalSettings.load()  # the first time it writes them down
    with django_assert_num_queries(3):
        template.render({"reasons": [Reason("offers", "legal-aid")] * 5}, rf.get("/"))
