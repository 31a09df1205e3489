"""Every text of the site is translated, and what is compiled is what was written."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

SOURCES = ("portal", "directory", "news", "search", "templates")
MOST_SHOWN = 40


class Command(BaseCommand):
    help = "Fail when a text lacks its Ukrainian translation, a translation is unsure, or the compiled file is another."

    def handle(self, **options: Any) -> None:
        kept = Path(settings.BASE_DIR) / "locale" / "uk" / "LC_MESSAGES"
        with tempfile.TemporaryDirectory() as folder:
            fresh = self._collect(Path(folder), kept / "django.po")
            problems = [
                *(f"not translated: {text}" for text in _texts(fresh, "--untranslated")),
                *(f"unsure (fuzzy): {text}" for text in _texts(fresh, "--only-fuzzy")),
                *self._compiled(Path(folder), kept),
            ]
        if problems:
            more = [f"… and {len(problems) - MOST_SHOWN} more"] if len(problems) > MOST_SHOWN else []
            raise CommandError("\n".join([*problems[:MOST_SHOWN], *more]))
        self.stdout.write(self.style.SUCCESS("Every text is translated."))

    def _collect(self, folder: Path, catalogue: Path) -> Path:
        """The catalogue as collecting the texts now would leave it; the tree stays as it is."""
        for name in SOURCES:
            source = Path(settings.BASE_DIR) / name
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("data", "*.gz"))
        target = folder / "locale" / "uk" / "LC_MESSAGES"
        target.mkdir(parents=True)
        shutil.copy(catalogue, target)
        collect = [
            sys.executable,
            "-m",
            "django",
            "makemessages",
            "--locale",
            "uk",
            "--no-wrap",
            "--verbosity",
            "0",
        ]
        _run(collect, folder)
        return target / "django.po"

    def _compiled(self, folder: Path, kept: Path) -> list[str]:
        again = folder / "again.mo"
        _run(["msgfmt", "--check-format", "-o", str(again), str(kept / "django.po")], folder)
        same = (kept / "django.mo").exists() and again.read_bytes() == (kept / "django.mo").read_bytes()
        return (
            []
            if same
            else ["locale/uk/LC_MESSAGES/django.mo is not what django.po says: run `make messages`"]
        )


def _texts(catalogue: Path, which: str) -> list[str]:
    """The first line of each text of that kind."""
    found = _run(["msgattrib", which, "--no-obsolete", "--no-wrap", str(catalogue)], catalogue.parent)
    lines = found.splitlines()
    return [
        (lines[index + 1] if line == 'msgid ""' and index + 1 < len(lines) else line.removeprefix("msgid "))
        for index, line in enumerate(lines)
        if line.startswith("msgid ")
        and not (line == 'msgid ""' and lines[index + 1 : index + 2] == ['msgstr ""'])
    ]


def _run(command: list[str], folder: Path) -> str:
    # Without settings makemessages reads and writes in the folder where it runs, not in ours.
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(  # noqa: S603
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CommandError(f"{command[0]} failed: {done.stderr.strip()[-2_000:]}")
    return done.stdout
