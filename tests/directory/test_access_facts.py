"""What stands beside an answer: numbers, the sentence for a need, the next best item, photos and history."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from directory import access
from directory.access import FEATURES, PROFILES, measured, next_best, recorded, summarise
from directory.models import AccessAssessment, AccessPhoto
from directory.presenting.access import access_sheet, public_photos
from directory.wording import access_sentence
from directory.wording.access_sentence import ABOUT, GOOD
from portal.demo import pictures
from portal.models import PortalImage
from tests.examples import several
from tests.factories import CenterPageFactory

ANSWERS = st.dictionaries(st.sampled_from(sorted(FEATURES)), st.sampled_from(["yes", "no", "na", "unknown"]))
OFFICIAL = re.compile(r"безбар|бар’єрн|barrier-free|\bbarrier", re.IGNORECASE)


@several
@given(
    st.sampled_from(sorted(FEATURES)), st.text(max_size=12) | st.floats().map(str) | st.integers().map(str)
)
def test_a_number_is_within_its_limits_or_refused_in_words(code: str, typed: str) -> None:
    measure = FEATURES[code].measure
    try:
        number = measured(code, typed)
    except ValueError as error:
        said = str(error)
        number = None
        typed = ""
    else:
        said = FEATURES[code].name
    assert FEATURES[code].name in said
    if number is None:
        assert not typed.strip()
    else:
        assert measure is not None
        assert measure.lowest <= number <= measure.highest


@several
@given(st.dictionaries(st.sampled_from(["answer", "on", "by", "note", "number"]), st.text(max_size=12)))
def test_what_is_kept_of_an_item_is_read_whatever_it_is(item: dict[str, str]) -> None:
    for code in ("entrance_door_width", "plain_language"):
        kept = recorded({code: item}, code)
        assert kept.answer in access.ANSWERS
        assert (kept.number is None) == (kept.unit == "")


@several
@given(ANSWERS, st.sampled_from(["uk", "en"]))
def test_the_sentence_says_what_the_summary_judges(answers: dict[str, str], language: str) -> None:
    with translation.override(language):
        for code, profile in PROFILES.items():
            summary, said = summarise(answers, profile), access_sentence(answers, code)
            must = set(sum(profile.must, ()))
            assert not OFFICIAL.search(f"{said.verdict} {said.text} {said.about}")
            assert bool(said.verdict) == (summary.verdict != "unknown")
            assert said.verdict or said.text or said.about
            assert said.verdict or said.about or not [item for item in summary.unknown if item in ABOUT]
            for item in must:
                if str(ABOUT[item]) in said.about:
                    same = [other for other in must if str(ABOUT[other]) == str(ABOUT[item])]
                    assert any(answers.get(other, "unknown") == "unknown" for other in same)
                if str(GOOD[item]) in said.text:
                    assert answers.get(item) == "yes"
            for item in summary.unknown:
                if item in must:
                    assert str(ABOUT[item]) in said.about


@several
@given(ANSWERS)
def test_the_next_best_item_settles_the_most_and_leads_to_a_full_card(answers: dict[str, str]) -> None:
    def opened(given: dict[str, str]) -> int:
        return sum(
            access.judge_group(given, group) == "unknown"
            for profile in PROFILES.values()
            for group in profile.must
        )

    unknown = [code for code in FEATURES if answers.get(code, "unknown") == "unknown"]
    best = next_best(answers)
    assert (best is None) == (not unknown)
    if best is not None:
        settled = {code: opened(answers) - opened({**answers, code: "yes"}) for code in unknown}
        assert settled[best] == max(settled.values())


def test_what_decides_is_asked_first_and_both_profiles_count() -> None:
    assert next_best({}) == "entrance_step_free"


def test_a_sentence_of_our_brief() -> None:
    answers = {"entrance_step_free": "yes", "accessible_toilet": "yes", "entrance_door_width": "yes"}
    with translation.override("uk"):
        said = access_sentence(
            answers, "wheelchair", {"entrance_door_width": {"answer": "yes", "number": "90"}}
        )
    assert said.text == "вхід без сходинок, двері достатньо широкі (90 см), туалет доступний"
    assert said.about == "про шлях до кімнат"


# --- Photos and history


def photo(spot: str, item: str = "") -> AccessPhoto:
    return AccessPhoto(spot=spot, item=item, image=pictures.access("toilet"))


@pytest.mark.django_db
def test_a_hidden_center_shows_no_photo_by_which_one_could_find_it() -> None:
    center = CenterPageFactory(access={"accessible_toilet": "yes"})
    center.access_photos = [
        photo("street"),
        photo("entrance"),
        photo("inside", "entrance_door_width"),
        photo("toilet"),
    ]
    center.save()
    assert [shown.spot for shown in public_photos(center)] == ["street", "entrance", "inside", "toilet"]
    center.hide_position = True
    center.save()
    assert [shown.spot for shown in public_photos(center)] == ["toilet"]


@pytest.mark.django_db
def test_a_photo_loses_what_the_camera_wrote(tmp_path: Any) -> None:
    content, exif = BytesIO(), Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (40, 30)).save(content, "JPEG", exif=exif)
    image = PortalImage.objects.create(
        title="т", alt_text="двері", file=ContentFile(content.getvalue(), "d.jpg")
    )
    with image.file.open() as stored:
        assert b"secret place" not in stored.read()


@pytest.mark.django_db
def test_history_keeps_what_was_published_and_nothing_of_drafts() -> None:
    center = CenterPageFactory()
    assert not center.assessments.exists()
    center.access = {
        "entrance_step_free": {"answer": "no", "on": "2026-01-02", "by": "ГО «Разом»", "number": "3"},
        "accessible_toilet": {"answer": "yes", "on": "2026-01-02", "by": "ГО «Разом»"},
        "elevator": {"answer": "unknown", "note": "спитати"},
    }
    center.save()
    center.save()  # nothing new
    row = center.assessments.get()
    assert (row.on, row.by) == (date(2026, 1, 2), "ГО «Разом»")
    assert row.changes == {"entrance_step_free": ["unknown", "no"], "accessible_toilet": ["unknown", "yes"]}

    center.access["entrance_step_free"] = {"answer": "yes", "on": "2026-05-01", "by": "комісія"}
    draft = center.save_revision()
    assert center.assessments.count() == 1
    draft.publish()
    assert center.assessments.first().changes == {"entrance_step_free": ["no", "yes"]}
    shown = access_sheet(center, date(2026, 6, 1)).history
    assert [(each.by, len(each.changes)) for each in shown] == [("комісія", 1), ("ГО «Разом»", 2)]


@pytest.mark.django_db
def test_history_is_only_added_to() -> None:
    center = CenterPageFactory(access={"elevator": "yes"})
    row = AccessAssessment.objects.get(center=center)
    row.by = "інший"
    with pytest.raises(TypeError):
        row.save()
