"""What a verb of saying does with the words it introduces: hand them on, doubt them, wrest them, vouch for them."""

from __future__ import annotations

from functools import cache

# A stance is the reporter's, towards what was said. Verbs on no list are "other verbs": they are shown, not judged.
STANCES: dict[str, str] = {
    "neutral": "say tell add ask answer reply respond state announce write tweet post report comment remark continue begin "
    "conclude repeat reiterate testify describe call explain discuss speak mention quote",
    "doubting": "claim allege purport pretend profess assume suppose imply insinuate",
    "conceding": "admit concede acknowledge confess grant allow",
    "insisting": "insist maintain argue contend assert declare proclaim stress emphasize emphasise vow swear affirm defend",
    "vouching": "note reveal confirm show find point_out recall demonstrate prove disclose recognize recognise underscore "
    "underline highlight",
    "attacking": "accuse attack blast slam criticize criticise denounce condemn decry mock ridicule scold rail fume rant blame "
    "lash_out rip lambast bash",
}
OTHER = "other verbs"
_FORMS = {
    "say": "said says saying", "tell": "told tells telling", "write": "wrote written writes writing",
    "speak": "spoke spoken speaks speaking", "swear": "swore sworn swears swearing", "find": "found finds finding",
    "show": "showed shown shows showing", "begin": "began begun begins beginning", "reply": "replied replies replying",
    "imply": "implied implies implying", "testify": "testified testifies testifying", "decry": "decried decries decrying",
    "admit": "admitted admits admitting", "slam": "slammed slams slamming", "rip": "ripped rips ripping",
}  # fmt: skip
_PHRASES = {"according to": "according to", "is said": "say", "was said": "say"}


@cache
def _known() -> dict[str, tuple[str, str]]:
    """Each form of each listed verb: its dictionary form and its stance."""
    known = {phrase: (verb, "neutral") for phrase, verb in _PHRASES.items()}
    for stance, verbs in STANCES.items():
        for verb in verbs.split():
            head, _, tail = verb.partition("_")
            for form in (head, *_inflected(head)):
                known[f"{form} {tail}".strip()] = (verb.replace("_", " "), stance)
    return known


def _inflected(verb: str) -> list[str]:
    """The other forms of a verb."""
    if verb in _FORMS:
        return _FORMS[verb].split()
    stem = verb.removesuffix("e")
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch")) else f"{verb}s"
    return [third, f"{stem}ed", f"{stem}ing"]


def verb_of(cue: str) -> tuple[str, str]:
    """The verb of a cue in its dictionary form, and its stance; what is on no list stays as it is printed.

    Examples
    --------
    >>> verb_of("Said"), verb_of("claims"), verb_of("pointed out"), verb_of("called for"), verb_of("quipped")
    (('say', 'neutral'), ('claim', 'doubting'), ('point out', 'vouching'), ('called for', 'other verbs'), ('quipped', 'other verbs'))
    """
    plain = " ".join(cue.casefold().split())
    return _known().get(plain, (plain, OTHER))
