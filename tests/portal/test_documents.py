"""Texts in files become blocks of a page, safely."""

from portal.content.documents import inline, read
from portal.content.structure import CHILDREN, FILES


def test_a_file_becomes_values_and_blocks(tmp_path):
    file = tmp_path / "page.md"
    file.write_text(
        "title: Назва: друга частина\nlead: Коротко\n\n"
        "## Розділ\n\nАбзац\nдалі.\n\n- перше\n- друге\n  далі\n\n### Питання?\n\nТак.\n\nІ ще.\n\n## Кінець\n",
        encoding="utf-8",
    )
    document = read(file)
    assert document.values == {"title": "Назва: друга частина", "lead": "Коротко"}
    assert document.blocks == [
        ("heading", "Розділ"),
        ("text", "<p>Абзац далі.</p><ul><li>перше</li><li>друге далі</li></ul>"),
        ("question", {"question": "Питання?", "answer": "<p>Так.</p><p>І ще.</p>"}),
        ("heading", "Кінець"),
    ]


def test_a_line_has_bold_words_and_links_and_no_other_markup():
    assert inline("**№ 83** [текст](/uk/legal/?a=1&b=2)") == (
        '<b>№ 83</b> <a href="/uk/legal/?a=1&amp;b=2">текст</a>'
    )
    assert inline("<script>") == "&lt;script&gt;"


def test_every_page_has_its_text_in_both_languages():
    for language in ("uk", "en"):
        for name in ("home", *CHILDREN):
            document = read(FILES / language / f"{name}.md")
            assert document.values["title"]
            assert document.values["description"]


def test_the_languages_say_the_same_in_the_same_order():
    for name in CHILDREN:
        ukrainian, english = (read(FILES / language / f"{name}.md") for language in ("uk", "en"))
        assert [kind for kind, _ in ukrainian.blocks] == [kind for kind, _ in english.blocks], name
