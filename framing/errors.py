"""What can go wrong, by whose fault, and the exit status it gives."""

import difflib
from collections.abc import Iterable


class FramingError(Exception):
    """Something went wrong; the message is one line that a user can act on."""

    exit_status = 1


class UsageError(FramingError):
    """An argument that does not exist or does not fit."""

    exit_status = 2


class InputError(FramingError):
    """A corpus, lexicon or configuration that cannot be used as it is."""

    exit_status = 3


class LockError(FramingError):
    """Another run writes to the same folder."""

    exit_status = 4


def nearest(value: str, known: Iterable[str]) -> str:
    """The end of an error message: the nearest known name as a question, or nothing.

    Examples
    --------
    >>> nearest("imigration", ["immigration", "climate"])
    " Did you mean 'immigration'?"
    >>> nearest("x", ["immigration"])
    ''
    """
    near = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    return f" Did you mean '{near[0]}'?" if near else ""
