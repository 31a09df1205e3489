"""Log lines without what identifies a person: no query strings, addresses, e-mails or telephone numbers."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

SCRUBBED = (
    (re.compile(r"\?[^\s\"'<>]*=[^\s\"'<>]*"), "?…"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"), "[address]"),
    (re.compile(r"(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE), "[address]"),
    (re.compile(r"(?<!\w)\+?\d(?:[\s()-]?\d){8,14}(?!\w)"), "[number]"),
)


def scrub(text: str) -> str:
    """The text without query strings, addresses of machines, e-mail addresses and telephone numbers."""
    for pattern, replacement in SCRUBBED:
        text = pattern.sub(replacement, text)
    return text


class LineFormatter(logging.Formatter):
    """One line a record, JSON or plain. Of an exception: its kind and where it happened.

    Its message is left out unless `messages`, for it may hold what a person typed (a database names the values that
    it refuses).
    """

    def __init__(self, *, as_json: bool, messages: bool) -> None:
        super().__init__()
        self.as_json = as_json
        self.messages = messages

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        if status := getattr(record, "status_code", None):
            entry["status"] = status
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        if self.as_json:
            return json.dumps(entry, ensure_ascii=False)
        line = f"{entry['time']} {entry['level']} {entry['logger']}: {entry['message']}"
        return f"{line}\n{entry['exception']}" if "exception" in entry else line

    def formatException(self, ei: Any) -> str:  # logging's name
        kind: type[BaseException] | None
        error: BaseException | None
        kind, error, trace = ei
        if kind is None:
            return ""
        if self.messages:
            return scrub("".join(traceback.format_exception(kind, error, trace)))
        chain = []
        while error is not None:
            frames = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            chain.append(
                " < ".join([f"{type(error).__module__}.{type(error).__qualname__}", *reversed(frames)])
            )
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return " ; caused by ".join(chain)
