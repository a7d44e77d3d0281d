"""Lists of names on a page: signatories, members, offices and bodies."""

from __future__ import annotations

import re

from framing.zones.edges import Found
from framing.zones.lines import Line

SHORTEST_LIST = 5

_SMALL = frozenset(
    ["of", "the", "and", "for", "in", "de", "a", "an", "to", "on", "at", "del", "la", "los", "y", "with", "by"]
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|will|would|must|should|could|can|may|do|does|did|said|says?|wants?|calls?)\b"
)
_BODIES = re.compile(
    r"\b(?:coalition|cent(?:er|re)|association|alliance|union|committee|project|institute|church|council|network|league|"
    r"university|school|federation|foundation|workers?|society|clinic|group|fund|action|rev|dr|sen|rep|prof|professor|mayor|"
    r"director|president|pastor|attorney|student|justice|law)\b"
)
_WORD = re.compile(r"[^\W\d_][\w.'&-]*")


def _names_somebody(line: Line) -> bool:
    """Whether a short line is a name, of a person or a body, without a verb."""
    if line.body_like or line.words > 18 or _VERB.search(line.key):
        return False
    words = [word for word in _WORD.findall(line.text) if word.lower() not in _SMALL]
    return 2 * sum(word[0].isupper() for word in words) >= max(1, len(words))


def lists(lines: list[Line], found: Found, body: int) -> Found:
    """Runs of names after a lead-in that ends with a colon, or of names half of which are offices and bodies."""
    more: Found = {}
    free = [i for i in range(body, len(lines)) if not lines[i].body_like and i not in found]
    if len(free) < SHORTEST_LIST:
        return more
    i = free[0]
    while i < len(lines):
        run: list[int] = []
        while i < len(lines) and i not in found and _names_somebody(lines[i]):
            run.append(i)
            i += 1
        led = bool(run) and run[0] > 0 and lines[run[0] - 1].text.endswith(":")
        bodies = sum(bool(_BODIES.search(lines[j].key)) for j in run)
        if len(run) >= SHORTEST_LIST and (led or 2 * bodies >= len(run)):
            more |= {j: ("list", "run of names") for j in run}
        i += not run
    return more
