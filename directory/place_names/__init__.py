"""How names of places are written, cased, abbreviated and misspelt; knows no database."""

from directory.place_names.folding import fold, is_latin, other_layouts
from directory.place_names.forms import is_form, nominatives
from directory.place_names.latin import from_latin, from_russian_latin, loose, to_latin
from directory.place_names.readings import PREPOSITIONS, Reading, Term, names_a_unit, readings, terms_of
from directory.place_names.russian import is_russian, learn, spell
from directory.place_names.skeleton import oblique_skeletons, skeleton
from directory.place_names.slips import allowed, grams, slips, slips_in_case

__all__ = [
    "PREPOSITIONS",
    "Reading",
    "Term",
    "allowed",
    "fold",
    "from_latin",
    "from_russian_latin",
    "grams",
    "is_form",
    "is_latin",
    "is_russian",
    "learn",
    "loose",
    "names_a_unit",
    "nominatives",
    "oblique_skeletons",
    "other_layouts",
    "readings",
    "skeleton",
    "slips",
    "slips_in_case",
    "spell",
    "terms_of",
    "to_latin",
]
