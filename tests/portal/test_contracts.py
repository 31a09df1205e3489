"""The import contracts refuse what they are there to refuse, also inside a function."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOTS = ("portal", "directory", "news", "search", "tests")
FORBIDDEN = [
    ("portal/models/pages.py", "from news.models import NewsPage"),
    (
        "directory/geo.py",
        "def late():\n    from directory.query import CenterQuerySet\n    return CenterQuerySet",
    ),
    ("news/query.py", "from directory.models import CenterPage"),
    ("search/geosearch.py", "from directory.intake.models import Intake"),
    ("directory/stray.py", '"""A module that nobody gave a place."""'),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contracts")
    for name in ROOTS:
        shutil.copytree(
            Path(settings.BASE_DIR) / name,
            folder / name,
            ignore=shutil.ignore_patterns("__pycache__", "*.gz", "data"),
        )
    shutil.copy(Path(settings.BASE_DIR) / "pyproject.toml", folder)
    return folder


def kept(folder: Path) -> bool:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    return done.returncode == 0


def test_the_contracts_are_kept(copy: Path) -> None:
    assert kept(copy)


@pytest.mark.parametrize(("module", "line"), FORBIDDEN)
def test_a_forbidden_import_is_refused(copy: Path, module: str, line: str) -> None:
    path = copy / module
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text((before or "") + f"\n{line}\n", encoding="utf-8")

    refused = not kept(copy)

    if before is None:
        path.unlink()
    else:
        path.write_text(before, encoding="utf-8")
    assert refused
