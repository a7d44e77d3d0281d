"""What asks a run to end: an interrupt, a scheduler, a terminal that was closed; and folders that it leaves behind nowhere."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

# Windows closes a console otherwise.
ENDING = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


@contextmanager
def asked_to_end() -> Iterator[None]:
    """End by any of these signals as when a person interrupts: everything is cleaned up.

    What the caller ignores stays ignored: `nohup` lets a run outlive its terminal.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heeded = [number for number in _ours() if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, signal.default_int_handler) for number in heeded}
    try:
        yield
    finally:
        _restore(before)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let a signal that would end the run wait until what is inside is done.

    An import that an interrupt ends may keep the lock of all imports (CPython 3.11), and swallow the interrupt: the other threads
    would wait for ever.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.signal(number, lambda number, _: came.append(number)) for number in _ours()}
    try:
        yield
    finally:
        _restore(before)
        for sent in came:
            signal.raise_signal(sent)


@contextmanager
def scratch(prefix: str = "framing-") -> Iterator[Path]:
    """A folder that is gone when what is inside ends, however: no signal falls between making it and being bound to remove it.

    Examples
    --------
    >>> with scratch() as folder:
    ...     there = folder.is_dir()
    >>> there, folder.exists()
    (True, False)
    """
    with ExitStack() as stack:
        with undisturbed():
            # A kernel that is ending may still write there.
            folder = TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
            stack.callback(_remove, folder)
        yield Path(folder.name)


def _remove(folder: TemporaryDirectory[str]) -> None:
    """All of it, though a second signal comes: a terminal that is closed may send two."""
    with undisturbed():
        folder.cleanup()


def _ours() -> list[signal.Signals]:
    """Those that Python handles; what a program around it handles (R, say) is left to that."""
    return [number for number in ENDING if signal.getsignal(number) is not None]


def _restore(before: dict[signal.Signals, signal._HANDLER]) -> None:
    for number, handler in before.items():
        signal.signal(number, handler)
