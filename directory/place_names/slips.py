"""Names with a slip or two: where to look for them, and how far apart two spellings are."""

from functools import lru_cache
from math import inf

# What people mix up costs half a slip: by ear, by Russian, by the soft sign, by the space.
PAIRS = "иі иї ії еи еє оа іе уо яа юу іо зс бп дт гх гк вф шщ цч жш кц ыи эе сц йї йі"
CHEAP = frozenset(PAIRS.split()) | {pair[::-1] for pair in PAIRS.split()}
QUIET = frozenset("й ")  # half a slip to leave out or put in
SILENT = str.maketrans("", "", "ьъ")  # not compared at all
# What it costs to write one letter for another, where that is less than one.
INSTEAD = {
    first: {first: 0.0} | {pair[1]: 0.5 for pair in CHEAP if pair[0] == first} for first in "".join(CHEAP)
}
TYPED_ENDING, NAMED_ENDING = 3, 2  # letters at the end of a word that a case may change
ANOTHER_CASE = 0.25


@lru_cache(maxsize=1024)
def grams(folded: str) -> frozenset[str]:
    """Pairs of neighbours and pairs with one letter between («а_в»), with the two ends marked."""
    marked = f"^{folded.translate(SILENT)}$"
    pairs = {marked[i : i + 2] for i in range(len(marked) - 1)}
    return frozenset(pairs | {f"{marked[i]}_{marked[i + 2]}" for i in range(len(marked) - 2)})


def allowed(folded: str) -> float:
    """How many slips a name of that length may have and still be recognised."""
    letters = len(folded)
    return 1 if letters < 5 else 2 if letters < 12 else 3


def slips(typed: str, name: str, most: float) -> float:
    """The weighted number of letters wrong, missing, too many or swapped with a neighbour; above `most`, infinity."""
    typed, name = _differing(typed.translate(SILENT), name.translate(SILENT))
    if abs(len(typed) - len(name)) > 2 * most:
        return inf
    table = _table(typed, name, most)
    return table[-1][-1] if table and table[-1][-1] <= most else inf


def slips_in_case(typed: str, name: str, most: float) -> float:
    """The same for a name that may stand in another case: what the words end in does not count."""
    words, named = typed.split(), name.split()
    if len(words) != len(named):
        return inf
    count = 0.0
    for word, nominative in zip(words, named, strict=True):
        word, nominative = word.translate(SILENT), nominative.translate(SILENT)
        if abs(len(word) - len(nominative)) > 2 * most + TYPED_ENDING:
            return inf
        table = _table(word, nominative, most, spared=TYPED_ENDING)
        if not table:
            return inf
        ends = [min(row[-1 - NAMED_ENDING :]) for row in table[-1 - TYPED_ENDING :]]
        count += min(table[-1][-1], min(ends) + ANOTHER_CASE)
        if count > most:
            return inf
    return count


def _table(typed: str, name: str, most: float, *, spared: int = 0) -> list[list[float]]:
    """The distances of all beginnings of one from all of the other.

    Empty when they are farther apart than `most`, whatever the last `spared` letters are.
    """
    outs = [0.5 if other in QUIET else 1.0 for other in name]
    row = [0.0]
    for out in outs:
        row.append(row[-1] + out)
    table, watched, before_last = [row], len(typed) - spared, ""
    for i, letter in enumerate(typed):
        alone, costs = 0.5 if letter in QUIET else 1.0, INSTEAD.get(letter) or {letter: 0.0}
        above, diagonal = row, row[0]
        left = diagonal + alone
        row = [left]
        before = ""
        for j, other in enumerate(name, 1):
            cost = diagonal + costs.get(other, 1.0)
            diagonal = above[j]
            if diagonal + alone < cost:
                cost = diagonal + alone
            if left + outs[j - 1] < cost:
                cost = left + outs[j - 1]
            if letter == before and before_last == other and i and table[i - 1][j - 2] + 1 < cost:
                cost = table[i - 1][j - 2] + 1
            row.append(cost)
            left, before = cost, other
        table.append(row)
        before_last = letter
        if i < watched and min(row) > most:
            return []
    return table


def _differing(typed: str, name: str) -> tuple[str, str]:
    """Both without the letters that they begin and end with alike."""
    start, shorter = 0, min(len(typed), len(name))
    while start < shorter and typed[start] == name[start]:
        start += 1
    end = 0
    while end < shorter - start and typed[-1 - end] == name[-1 - end]:
        end += 1
    return typed[start : len(typed) - end], name[start : len(name) - end]
