"""How text is set: what must not part, distances, telephones, days."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe
from wagtail.rich_text import RichText

from portal.typography import NBSP
from tests.portal.templating import render


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Приходьте в центр і не чекайте", "Приходьте в~центр і~не~чекайте"),
        ("Де ви були? А ми вдома", "Де~ви були? А~ми вдома"),
        ("м. Київ, вул. Сумська, 1", "м.~Київ, вул.~Сумська, 1"),
        ("постанова № 83", "постанова №~83"),
        ("Центр – це простір", "Центр~– це простір"),
        ("24 листопада 2026 року", "24~листопада 2026~року"),
        ("за 34 км, 2 хв і 1 284 людини", "за 34~км, 2~хв і~1~284 людини"),
        ("гаряча лінія 116 111", "гаряча лінія 116~111"),
        ("з в домі", "з~в~домі"),
        ("об’єднання", "об’єднання"),
        ("нема чого", "нема чого"),
        ("24 November, a day", "24~November, a~day"),
        ("3 метри", "3 метри"),
        ("щодня 14:00–06:00, чоловіки", "щодня 14:00–\u206006:00, чоловіки"),
    ],
)
def test_typography_binds_what_must_not_part(text, bound):
    assert render("{{ text|typo }}", text=text) == bound.replace("~", NBSP).replace("'", "&#x27;")


def test_typography_escapes_text_and_leaves_tags_of_ready_markup_alone():
    assert render("{{ text|typo }}", text="<b>і не</b>") == f"&lt;b&gt;і{NBSP}не&lt;/b&gt;"
    ready = mark_safe('<a href="/?q=в місті" title="а б">в місті</a>')
    assert render("{{ text|typo }}", text=ready) == f'<a href="/?q=в місті" title="а б">в{NBSP}місті</a>'
    assert render("{{ text|typo }}", text=RichText("<p>в місті</p>")) == f"<p>в{NBSP}місті</p>"


@pytest.mark.parametrize(
    ("distance", "approximate", "uk"),
    [
        (0.04, False, "0,0~км"),
        (1.449, False, "1,4~км"),
        (9.94, False, "9,9~км"),
        (9.96, False, "10~км"),
        (10, False, "10~км"),
        (34.4, True, "≈~34~км"),
        (0.3, True, "≈~0,3~км"),
    ],
)
def test_a_distance_has_a_tenth_under_ten_kilometres(distance, approximate, uk):
    with translation.override("uk"):
        said = render("{{ distance|km:approximate }}", distance=distance, approximate=approximate)
    assert said.replace("km", "км") == uk.replace("~", NBSP)


def test_a_distance_has_a_decimal_point_in_english_and_none_is_nothing():
    with translation.override("en"):
        assert render("{{ distance|km }}", distance=1.44) == f"1.4{NBSP}km"
    assert render("{{ distance|km }}", distance=None) == ""


@pytest.mark.parametrize(
    ("number", "said", "dialled"),
    [
        ("+380671234567", "067~123-45-67", "tel:+380671234567"),
        ("032 000-00-01", "032~000-00-01", "tel:+380320000001"),
        ("+380800505217", "0~800~505~217", "tel:+380800505217"),
        ("116 111", "116~111", "tel:116111"),
        ("7333", "7333", "tel:7333"),
        ("+48 22 123 45 67", "+48~22~123~45~67", "tel:+48221234567"),
    ],
)
def test_a_telephone_number_is_said_and_dialled(number, said, dialled):
    assert render("{{ n|phone }} {{ n|phone_href }}", n=number) == f"{said.replace('~', NBSP)} {dialled}"


@pytest.mark.parametrize(
    ("form", "uk", "en"),
    [
        ("", "24~листопада 2026", "24~November 2026"),
        ("short", "24~листопада", "24~November"),
        ("week", "вівторок, 24~листопада", "Tuesday, 24~November"),
    ],
)
def test_a_day_is_in_words(form, uk, en):
    for language, said in (("uk", uk), ("en", en)):
        with translation.override(language):
            assert render("{{ day|day:form }}", day=date(2026, 11, 24), form=form) == said.replace("~", NBSP)


def test_a_moment_is_in_kyiv_time():
    with translation.override("uk"):
        said = render('{{ at|day:"time" }}', at=datetime(2026, 11, 24, 22, 5, tzinfo=UTC))
    assert said == f"25{NBSP}листопада 2026, 0:05"
