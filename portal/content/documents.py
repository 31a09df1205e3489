"""Texts of the site as plain files that anybody can read and mend, turned into the blocks of a page.

A file begins with lines «name: value» up to an empty line. Then come paragraphs, lists («- …»), headings («## …») and
questions («### …») with the paragraphs of their answers. In a line, **…** is bold and [words](address) a link.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r'\[([^\]]+)\]\(([^)\s"]+)\)')
HEADING, QUESTION, ITEM = "## ", "### ", "- "


@dataclass(frozen=True, slots=True)
class Document:
    """`values` by name; `blocks` as a StreamField of StoryBlock takes them."""

    values: dict[str, str]
    blocks: list[tuple[str, Any]]


def read(file: Path) -> Document:
    head, _empty, body = file.read_text(encoding="utf-8").partition("\n\n")
    values = dict(line.split(": ", 1) for line in head.splitlines())
    return Document({name: value.strip() for name, value in values.items()}, list(_blocks(body)))


def inline(text: str) -> str:
    """One line as HTML."""
    text = BOLD.sub(r"<b>\1</b>", escape(text, quote=False))
    return LINK.sub(r'<a href="\2">\1</a>', text)


def _blocks(body: str) -> Iterator[tuple[str, Any]]:
    question, html = "", ""
    for part in filter(None, re.split(r"\n\s*\n", body.strip())):
        if part.startswith((HEADING, QUESTION)):
            yield from _text(question, html)
            question, html = "", ""
            if part.startswith(QUESTION):
                question = part.removeprefix(QUESTION).strip()
            else:
                yield "heading", part.removeprefix(HEADING).strip()
        else:
            html += _html(part)
    yield from _text(question, html)


def _text(question: str, html: str) -> Iterator[tuple[str, Any]]:
    if question:
        yield "question", {"question": question, "answer": html}
    elif html:
        yield "text", html


def _html(part: str) -> str:
    """A paragraph, or a list whose items may go on in lines without a dash."""
    if not part.startswith(ITEM):
        return f"<p>{inline(' '.join(part.split()))}</p>"
    items = re.split(r"^- ", part, flags=re.MULTILINE)[1:]
    return "<ul>" + "".join(f"<li>{inline(' '.join(item.split()))}</li>" for item in items) + "</ul>"
