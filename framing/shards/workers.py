"""Processes that do a part of the work each, and what makes them replaceable: tasks in, results out in order."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

PACKAGES = ("numpy", "pandas", "pyarrow", "scipy", "vaderSentiment")
T = TypeVar("T")


def pool(workers: int) -> ProcessPoolExecutor:
    """Processes on this machine, which end when this one does, however it ends."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Not forked: libraries with threads of their own do not survive that.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with, initargs=(os.getpid(),))


def _end_with(parent: int) -> None:
    """Watch for the parent's end: a killed one closes nothing."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def in_order(
    executor: Executor | None, work: Callable[..., T], tasks: Iterable[tuple[Any, ...]], ahead: int
) -> Iterator[T]:
    """The results of tasks in their order, at most so many tasks ahead; without an executor, one after another.

    Examples
    --------
    >>> list(in_order(None, max, [(1, 2), (4, 3)], 1))
    [2, 4]
    """
    waiting: deque[Future[T]] = deque()
    for task in tasks:
        if executor is None:
            yield work(*task)
            continue
        waiting.append(executor.submit(work, *task))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def give_back() -> None:
    """Hand freed memory back to the system: else what is left of each batch between its pieces adds up over a long run."""
    import ctypes

    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)


@cache
def own_code() -> str:
    """Hash of this package's code and of the versions it runs with: another one may give other tables."""
    root = Path(__file__).parents[1]
    found = sha256("\n".join(f"{name} {version(name)}" for name in PACKAGES).encode())
    for path in sorted(root.rglob("*.py"), key=lambda path: path.relative_to(root).as_posix()):
        found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()
