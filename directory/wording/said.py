"""What is said, and in which shape."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """Words with the kind of mark they stand beside; `more` is a sentence that belongs below.

    `kind` is one of open, soon, shut, unk for hours, and of full, part, none, unk for access.
    """

    kind: str
    text: str
    more: str = ""
