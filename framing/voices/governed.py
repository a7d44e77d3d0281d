"""What stands behind a cue: where its words begin, past whoever was told and when."""

from __future__ import annotations

from framing.voices import cues
from framing.voices.phrases import phrase_after, skip_adjuncts
from framing.voices.subjects import has_verb
from framing.voices.tokens import Q, Tokens

ENDS = frozenset([".", ",", ";", "\u2014", "?", "!", ")", "(", "-"])
OPENERS = frozenset("despite in just because if when while after once although since with".split())
NOT_OBJECT = (
    ENDS
    | cues.PREPOSITIONS
    | cues.SUBORDINATORS
    | frozenset(["to", "that", "himself", "herself", "themselves", "itself"])
)
# Verbs whose bare continuation is a clause ("said the plan would fail"), not a thing.
_BARE = frozenset(
    "say add note argue claim suggest think believe hope insist tell predict explain acknowledge warn write show find indicate".split()
)
# Besides verbs of saying, those that when and where may stand behind: "believe in the end that …".
BEFORE_ADJUNCT = frozenset("believe think hope".split())
# What such a verb governs but marks stands in front of it: "…, the letter reads", not "she read it".
_BEHIND_ONLY = frozenset("l")
# What an amount begins with, and what may stand behind that beside a number.
_HALF = frozenset(["half", "$", "two-thirds", "three-quarters", "a"])
ABOUT = {"at": {"least", "most"}, "up": {"to"}, "about": _HALF, "over": _HALF, "between": _HALF}
# Verbs that name: "called the plan “…”": the words are the quotation, the thing named is the outlet's.
NAMING = frozenset("sum call describe label dub characterize characterise portray depict deem".split())


# End of the cue, first token of its words, whether these are a clause.
Governed = tuple[int, int, bool]


def governed(t: Tokens, i: int, frame: cues.Frame, b: int) -> Governed | None:
    """What the verb at i governs to its right, or None."""
    k, g = i + 1, frame.governs
    if k >= b or (g == _BEHIND_ONLY and t.low[k] not in (":", ",", Q)):
        return None
    if "r" in g and (found := _told(t, k, b)):
        return i + 1, *found
    if "o" in g and (found := _asked_to(t, k, b)):
        return i + 1, *found
    if t.low[k] in g and (phrasal := _preposition(t, k, g, b)):
        return phrasal
    if t.low[k] == "to" or (t.low[k] == "not" and k + 1 < b and t.low[k + 1] == "to"):
        return _to(t, k, frame, b)
    if shown := _shown(t, k, b):
        return i + 1, *shown
    if _amount(t, k, frame, b):
        return k, k, frame.lemma in _BARE
    if frame.cue_class == "saying" or frame.lemma in BEFORE_ADJUNCT:
        k = skip_adjuncts(t, k, b)
        if i + 1 < k < b and (shown := _shown(t, k, b)):
            return i + 1, *shown
    if k + 1 < b and t.low[k] == "," and t.low[k + 1] == "according":
        m = next((m for m in range(k + 2, min(k + 16, b - 1)) if t.low[m] == ","), 0)
        if m and (shown := _shown(t, m + 1, b)):
            return i + 1, *shown
    if k < b and t.low[k] == ",":
        # "said Sunday in Madison, Wisconsin, that …", "said, however, that …"
        that = next((m for m in range(k + 2, min(k + 7, b)) if t.low[m] == "that" and t.low[m - 1] == ","), 0)
        if that:
            return i + 1, that, True
    if "g" in g and i + 1 < b and t.low[i + 1].endswith("ing"):
        return i + 1, i + 1, False
    if (k >= b or t.low[k] in NOT_OBJECT) and _opens_clause(t, i + 1, frame, b):
        return i + 1, i + 1, frame.lemma in _BARE
    if k >= b or t.low[k] in NOT_OBJECT:
        return None
    if "n" in g:
        return i + 1, k, frame.lemma in _BARE
    if "c" in g and _bare_clause(t, k, b):
        return i + 1, k, True
    return None


def _to(t: Tokens, k: int, frame: cues.Frame, b: int) -> Governed | None:
    """Behind "to": what somebody is told ("complained to the mayor that …"), or an infinitive."""
    told = phrase_after(t, k + 1, b) if t.low[k] == "to" else b
    if frame.cue_class == "saying" and told < b and t.low[told] in ("that", "whether", Q):
        return k, told, True
    return (k, k, False) if "t" in frame.governs else None


def _preposition(t: Tokens, k: int, g: frozenset[str], b: int) -> Governed | None:
    """Prepositions that belong to the cue: "warned of", "pointed out that", "spoke out Tuesday about"."""
    m = k
    while m < b and len(t.low[m]) > 1 and (t.low[m] in g or (m > k and t.low[m] in cues.WEEKDAYS)) and m < k + 3:
        m += 1
    if m == k or m >= b or t.low[m] in ENDS:
        return None
    if shown := _shown(t, m, b):
        return m, *shown
    return m, m, False


def _shown(t: Tokens, k: int, b: int) -> tuple[int, bool] | None:
    """A clause or quotation that shows itself: "that …", "whether …", “…”, "he …", after a comma or colon too."""
    word = t.low[k]
    if word in (",", ":") and k + 1 < b and (t.low[k + 1] == Q or word == ":"):
        return k + 1, True
    if word == Q or word in cues.CLAUSE_STARTS:
        return k, True
    return None


def _bare_clause(t: Tokens, k: int, b: int) -> bool:
    """Whether a clause begins at k without "that": a finite auxiliary within a few words."""
    for m in range(k + 1, min(k + 7, b)):
        if t.low[m] in (",", ";", Q, "to", "and"):
            return False
        if t.low[m] in cues.AUXILIARIES:
            return True
    return False


def _opens_clause(t: Tokens, k: int, frame: cues.Frame, b: int) -> bool:
    """Whether a clause begins with a phrase of its own: "said in politics it takes time"."""
    return frame.lemma in ("say", "note") and k < b and t.low[k] in OPENERS and has_verb(t, k + 1, b)


def _amount(t: Tokens, k: int, frame: cues.Frame, b: int) -> bool:
    """Whether an amount begins with a preposition: "said about half of it was …", "reported at least six boats"."""
    if k + 1 >= b or t.low[k] not in ABOUT or "n" not in frame.governs:
        return False
    amount = t.low[k + 1] in ABOUT[t.low[k]] or t.low[k + 1][0].isdigit()
    return amount and (frame.lemma not in _BARE or has_verb(t, k + 2, b))


def _told(t: Tokens, k: int, b: int) -> tuple[int, bool] | None:
    """Past whoever was told: "told reporters on Tuesday that …", "told CNN he …"."""
    word = t.low[k]
    if (word in cues.CLAUSE_STARTS and word not in cues.LISTENERS) or word in ENDS or word in cues.PREPOSITIONS:
        return None
    listener = k + 1 if t.low[k] in cues.LISTENERS else phrase_after(t, k, b)
    if listener < b and t.low[listener] in cues.PRONOUNS:
        return listener, True
    for m in range(listener, min(listener + 14, b)):
        word = t.low[m]
        if word in ("that", "whether", "how", "why", "what", Q):
            return m, True
        if word == "to" and m == listener:
            return m, False
        if word == ":":
            return m + 1, True
        if word in (".", ";"):
            break
    m = skip_adjuncts(t, listener, b)
    if m >= b or t.low[m] in ENDS or t.low[m] in cues.PREPOSITIONS or t.low[m] in cues.SUBORDINATORS:
        return None
    return m, True


def _asked_to(t: Tokens, k: int, b: int) -> tuple[int, bool] | None:
    """ "asked supporters to …", "urged that …": somebody and what they should do."""
    if t.low[k] == "by":
        k = phrase_after(t, k + 1, b)
    if k >= b or t.low[k] in ("to", "that", "whether", "if", "how", "why", "what", Q):
        return (k, t.low[k] != "to") if k < b else None
    if t.low[k] in ENDS or t.low[k] in cues.PREPOSITIONS:
        return None
    end = phrase_after(t, k, b)
    if end < b and t.low[end] in ("to", "not"):
        return k, False
    for m in range(end, min(end + 12, b)):
        if t.low[m] in (".", ",", ";"):
            break
        if t.low[m] in ("whether", "if", "how", "why", "what", Q):
            return m, True
    return None
