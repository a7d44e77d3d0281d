"""The one door of scipy's special functions: what stands behind distributions and their quantiles.

`scipy.special` lays all names of numpy into a module of its own, and so loads parts of numpy that nobody here uses: a
Fortran compiler's front end and tools for tests, a third of its time. They are put off while it is imported, and then taken
back: somebody's own import of them is as it always was.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import LazyLoader, find_spec, module_from_spec


@contextmanager
def _put_off(package: str, *names: str) -> Iterator[None]:
    """Some modules of a package, not loaded before, as the recipe of Python's documentation has them (importlib, "Implementing lazy imports")."""
    wanted = {f"{package}.{name}": name for name in names if f"{package}.{name}" not in sys.modules}
    for whole, name in wanted.items():
        spec = find_spec(whole)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
            sys.modules[whole] = module_from_spec(spec)
            setattr(sys.modules[package], name, sys.modules[whole])
            spec.loader.exec_module(sys.modules[whole])
    try:
        yield
    finally:
        for whole, name in wanted.items():
            if sys.modules.pop(whole, None) is not None:
                delattr(sys.modules[package], name)


with _put_off("numpy", "f2py", "testing"):
    from scipy.special import betaincinv, chdtri, gammaln, ndtr, ndtri, stdtr, stdtrit

__all__ = ["betaincinv", "chdtri", "gammaln", "ndtr", "ndtri", "stdtr", "stdtrit"]
