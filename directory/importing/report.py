"""What an import did."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """Numbers of rows by what became of them; `kept` are sentences about centers that hands have changed since."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
