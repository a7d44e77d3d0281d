"""What can go wrong, by whose fault, and the exit status it gives."""

import difflib
from collections.abc import Iterable


class FramingError(Exception):
    """Something went wrong; the message is one line that a user can act on.

    Examples
    --------
    The command's exit status follows from the kind:

    >>> [kind.exit_status for kind in (FramingError, UsageError, InputError, LockError)]
    [1, 2, 3, 4]
    """

    exit_status = 1


class UsageError(FramingError):
    """An argument that does not exist or does not fit.

    Examples
    --------
    >>> import framing as fr
    >>> fr.read_corpus("corpus/demo", max_skipped=2)
    Traceback (most recent call last):
    framing.errors.UsageError: max_skipped is 2; it is a share between 0 and 1
    """

    exit_status = 2


class InputError(FramingError):
    """A corpus, lexicon or configuration that cannot be used as it is.

    Examples
    --------
    >>> import framing as fr
    >>> fr.read_corpus("nowhere.csv")
    Traceback (most recent call last):
    framing.errors.InputError: nowhere.csv: no such file or folder.
    """

    exit_status = 3


class LockError(FramingError):
    """Another run writes to the same folder.

    Examples
    --------
    >>> raise LockError("reports/demo: another run writes here; wait for it to end")
    Traceback (most recent call last):
    framing.errors.LockError: reports/demo: another run writes here; wait for it to end
    """

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
