"""The parts of a page: tables and charts whose every number opens the passages that it counts."""

from framing.show.compare import compare
from framing.show.heard import heard
from framing.show.method import evidence, method, provenance
from framing.show.naming import naming
from framing.show.opening import compared, opening
from framing.show.page import Page, open_page
from framing.show.reading import fails, side_by_side
from framing.show.tables import save
from framing.show.toned import toned

__all__ = [
    "Page", "compare", "compared", "evidence", "fails", "heard", "method", "naming", "open_page", "opening", "provenance", "save",
    "side_by_side", "toned",
]  # fmt: skip
