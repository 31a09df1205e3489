"""The order of the Ukrainian alphabet; computed here, because every database has an order of its own."""

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_PLACES = {letter: chr(0x400 + place) for place, letter in enumerate(ALPHABET)}
_IGNORED = dict.fromkeys("«»“”„\"'’ʼ()", "")
_ORDER = str.maketrans(_PLACES | _IGNORED)


def alphabetical(name: str) -> str:
    """A key that sorts names as a dictionary does, whatever their case, quotation marks left out."""
    return name.casefold().translate(_ORDER).strip()
