"""The one door of scipy's special functions: what stands behind distributions and their quantiles.

`scipy.special` lays all names of numpy into a module of its own, and so loads parts of numpy that nobody here uses: a
Fortran compiler's front end and tools for tests, a third of its time. They are put off until somebody looks into them.
"""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec


def _put_off(package: str, name: str) -> None:
    """The recipe of Python's documentation (importlib, "Implementing lazy imports")."""
    whole = f"{package}.{name}"
    spec = None if whole in sys.modules else find_spec(whole)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    sys.modules[whole] = module_from_spec(spec)
    setattr(sys.modules[package], name, sys.modules[whole])
    spec.loader.exec_module(sys.modules[whole])


_put_off("numpy", "f2py")
_put_off("numpy", "testing")

from scipy.special import betaincinv, chdtri, gammaln, ndtr, ndtri, stdtr, stdtrit  # noqa: E402

__all__ = ["betaincinv", "chdtri", "gammaln", "ndtr", "ndtri", "stdtr", "stdtrit"]
