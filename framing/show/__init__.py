"""The parts of a page: tables and charts whose every number opens the passages that it counts."""

from framing.show.checked import checked
from framing.show.compare import compare
from framing.show.copied import copied, copies_table, copies_told
from framing.show.heard import heard
from framing.show.holdings import dated, holdings_opening, open_holdings, read, sized
from framing.show.labels import rules, set_aside, zoned
from framing.show.method import evidence, method, provenance
from framing.show.naming import naming
from framing.show.opening import compared, opening
from framing.show.own_names import by_year, in_whose_words
from framing.show.page import Page, open_page
from framing.show.profile import Profile, against, open_outlet, profile_opening
from framing.show.reader import reader
from framing.show.reading import fails, side_by_side
from framing.show.robust import otherwise, robust
from framing.show.same_words import same_words
from framing.show.tables import save
from framing.show.times import followed, times
from framing.show.told import carried, told
from framing.show.toned import toned
from framing.show.words import keyed, words

__all__ = [
    "against",
    "by_year",
    "carried",
    "checked",
    "compare",
    "compared",
    "copied",
    "copies_table",
    "copies_told",
    "dated",
    "evidence",
    "fails",
    "followed",
    "heard",
    "holdings_opening",
    "in_whose_words",
    "keyed",
    "method",
    "naming",
    "open_holdings",
    "open_outlet",
    "open_page",
    "opening",
    "otherwise",
    "profile_opening",
    "provenance",
    "read",
    "reader",
    "robust",
    "rules",
    "same_words",
    "save",
    "set_aside",
    "side_by_side",
    "sized",
    "times",
    "told",
    "toned",
    "words",
    "zoned",
    "Page",
    "Profile",
]
