"""The codebook of a sample: what coders decide and how, made from the lexicon's own definitions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from framing.lexicon.terms import Lexicon, Referent, Term

TITLE = {
    "mentions": "Is the marked name used for this, whose word is it?",
    "attributions": "Are the marked words somebody's, and whose?",
    "sentences": "Whose words are most of the marked sentence, and how warm or cold is it?",
    "missed": "Does the marked sentence name this, and how?",
}
TASK = {
    "mentions": "One name stands between [[ and ]], with its sentence and the sentences around it. The column <b>referent</b> "
    "says who or what it should name.",
    "attributions": "Some words stand between [[ and ]]. Decide whose they are.",
    "sentences": "One sentence stands between [[ and ]]. Code this sentence alone; the others are there to understand it.",
    "missed": "One sentence stands between [[ and ]]. Look whether it names what the column <b>referent</b> says.",
}
RULES = {
    "term": "<b>term</b>: which of the names below is used here. <b>none</b> where the words do not name this referent: they "
    "name somebody else, stand inside a longer proper name, or are talk about the word itself. In a sentence with several names "
    "write each, with a semicolon between: <i>first; second</i>. Another spelling of a name is still that name.",
    "voice": "<b>voice</b>: whose words these are. <b>quoted</b>: inside quotation marks, somebody's words. <b>reported</b>: "
    "attributed to somebody without quotation marks (“officials said the plan would …”). <b>own</b>: all else, also words that "
    "marks set off without quoting anybody (so-called “…”). In a press release the producer's own quotations are own.",
    "speaker": "<b>speaker</b>: the name of whoever speaks, as the text gives it most fully; <b>none</b> where it does not say.",
    "valence": "<b>valence</b>: how an ordinary reader would find the tone of the sentence, −2 very cold, 0 neither, 2 very warm. "
    "Not whether you agree, and not the tone of the event alone.",
}


def codebook(lexicon: Lexicon, what: str, referents: Sequence[str], codes: Sequence[str]) -> str:
    """A page for coders: the task, the rule of each code, and the names with definition, examples and lookalikes.

    Parameters
    ----------
    lexicon : Lexicon
    what : str
        The kind of items.
    referents : sequence of str
        Those in the sample.
    codes : sequence of str
        What is asked of each item.

    Examples
    --------
    >>> from framing.lexicon import read_lexicon
    >>> page = codebook(read_lexicon("immigration"), "mentions", ["border barrier"], ["term", "voice"])
    >>> page.count("<h2>"), "<b>voice</b>" in page
    (1, True)
    """
    rules = "".join(f"<li>{RULES[code]}</li>" for code in codes)
    known = [referent for referent in lexicon.referents if referent.id in referents and "term" in codes]
    names = "".join(map(_referent, known))
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Codebook</title><style>body{max-width:46em;margin:2em auto;'
        "padding:0 1em;font:16px/1.5 sans-serif}mark{background:none;font-weight:bold}dt{margin-top:1em;font-weight:bold}</style>"
        f"<h1>{escape(TITLE[what])}</h1><p>{TASK[what]} Code what stands there, not what you think of it; leave a cell empty "
        "only where you cannot decide, and say why under <b>comment</b>. Do not talk about items before all are coded. Look "
        f"nothing up in the article.</p><ul>{rules}</ul>{names}<p><small>Lexicon {escape(lexicon.name)} "
        f"{escape(lexicon.version)}.</small></p></html>\n"
    )


def _referent(referent: Referent) -> str:
    notes = f"<p>{escape(referent.notes)}</p>" if referent.notes else ""
    terms = "".join(map(_term, referent.terms))
    return f"<h2>{escape(referent.id)}</h2><p>{escape(referent.definition)}</p>{notes}<dl>{terms}</dl>\n"


def _term(term: Term) -> str:
    said = [escape(term.definition)] if term.definition else []
    if term.examples:
        said.append("So: " + " · ".join(map(_marked, term.examples)))
    if term.lookalikes:
        said.append("Not so: " + " · ".join(map(_marked, term.lookalikes)))
    return f"<dt>{escape(term.term)}</dt><dd>{'<br>'.join(said)}</dd>"


def _marked(example: str) -> str:
    return re.sub(r"\[\[(.+?)\]\]", r"<mark>\1</mark>", escape(example))
