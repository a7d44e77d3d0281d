"""Running a parameterised notebook: parameters checked first, a private kernel, every cell or an error."""

from __future__ import annotations

import ast
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from framing.errors import FramingError, UsageError, nearest
from framing.places import PACKAGE, shipped

KERNEL = "framing"
# What the run itself sets; nobody passes it.
RESERVED = ("layers",)


def notebook_file(name: str) -> Path:
    """The file of a shipped notebook.

    Raises
    ------
    UsageError
        There is no such notebook.
    """
    known = sorted(path.stem for path in shipped("notebooks").glob("*.ipynb"))
    if name not in known:
        raise UsageError(f"unknown notebook {name!r}; known: {', '.join(known)}.{nearest(name, known)}")
    return shipped("notebooks") / f"{name}.ipynb"


def declared(notebook: Path) -> dict[str, Any]:
    """The parameters that a notebook's cell tagged `parameters` declares, with their defaults.

    Examples
    --------
    >>> declared(notebook_file("comparative"))["genre"]
    'main'
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    lines = [line for line in ast.parse("\n".join(sources)).body if isinstance(line, ast.Assign)]
    return {ast.unparse(line.targets[0]): ast.literal_eval(line.value) for line in lines}


def checked(notebook: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters fit for a notebook, before a kernel starts.

    papermill only logs a name that it does not know, and executes names as code; so names and types are held against
    the declared ones here.

    Parameters
    ----------
    notebook : Path
    given : mapping
        Name to value; a string is read as the type of the declared default: lists by commas (or as JSON).

    Returns
    -------
    dict
        Plain values, in the order in which the notebook declares them.

    Raises
    ------
    UsageError
        A name that the notebook does not declare, or a value of another type.

    Examples
    --------
    >>> checked(notebook_file("comparative"), {"outlets": "Courier, Herald", "seed": "7"})
    {'outlets': ['Courier', 'Herald'], 'seed': 7}
    """
    known = {name: default for name, default in declared(notebook).items() if name not in RESERVED}
    for name in given:
        if name not in known:
            what = f"unknown parameter {name!r} of the notebook {notebook.stem!r}"
            raise UsageError(f"{what}; it has: {', '.join(known)}.{nearest(name, known)}")
    return {name: _fit(name, given[name], default) for name, default in known.items() if name in given}


def _fit(name: str, value: Any, default: Any) -> Any:
    """A value as the type of the default."""
    wanted = type(default)
    try:
        if isinstance(value, str) and wanted is not str:
            value = _read(value, wanted)
        elif wanted is list:
            value = list(value)
        if type(value) is wanted and (wanted is not list or all(isinstance(item, str) for item in value)):
            return value
    except (ValueError, TypeError):
        pass
    names = {int: "a whole number", list: "names, separated by commas", str: "text", bool: "true or false"}
    raise UsageError(
        f"parameter {name}: {value!r} is not {names.get(wanted, wanted.__name__)}; for example {default!r}"
    )


def _read(text: str, wanted: type) -> Any:
    if wanted is list and not text.lstrip().startswith("["):
        return [item.strip() for item in text.split(",") if item.strip()]
    return json.loads(text)


def run(notebook: Path, parameters: Mapping[str, Any], work: Path) -> Any:
    """Execute a notebook in a folder, with a kernel that sees no one's settings.

    Parameters
    ----------
    notebook : Path
    parameters : mapping
        Checked ones.
    work : Path
        The folder that the notebook reads from and writes to.

    Returns
    -------
    NotebookNode
        With every code cell executed.

    Raises
    ------
    FramingError
        A cell failed, or the kernel died; the cell and the error are named.
    """
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    with _private() as config:
        try:
            done = papermill.execute_notebook(
                str(notebook), None, parameters=dict(parameters), kernel_name=KERNEL, language="python",
                progress_bar=False, cwd=str(work), config=config,
            )  # fmt: skip
        except PapermillExecutionError as error:
            where = f"notebook {notebook.stem!r}, cell {error.cell_index}"
            raise FramingError(f"{where}: {error.ename}: {' '.join(error.evalue.split())}") from None
        except DeadKernelError:
            raise FramingError(f"notebook {notebook.stem!r}: its kernel died (out of memory?)") from None
    _complete(notebook.stem, done)
    return done


def _complete(name: str, notebook: Any) -> None:
    """Every code cell executed and without an error: papermill says `completed` of killed ones too."""
    for i, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and cell.source.strip():
            failed = any(output.output_type == "error" for output in cell.outputs)
            if cell.execution_count is None or failed:
                raise FramingError(f"notebook {name!r}, cell {i}: was not executed to its end")


@contextmanager
def _private() -> Iterator[Any]:
    """A kernel of this interpreter over sockets in a folder of its own; no user's Jupyter or matplotlib settings."""
    from traitlets.config import Config

    # Unix sockets have short names (104 characters), so this lies in the system's folder and not in the report's.
    with tempfile.TemporaryDirectory(prefix="fr-", ignore_cleanup_errors=True) as folder:
        private = Path(folder)
        spec = private / "data" / "kernels" / KERNEL
        spec.mkdir(parents=True)
        argv = [
            sys.executable,
            "-Xfrozen_modules=off",
            "-m",
            "ipykernel_launcher",
            "-f",
            "{connection_file}",
            "--log-level=50",
        ]
        text = json.dumps({"argv": argv, "display_name": KERNEL, "language": "python"})
        (spec / "kernel.json").write_text(text, encoding="utf-8")
        settings = Config()
        if os.name == "posix":
            settings.KernelManager.transport = "ipc"
            settings.KernelManager.ip = str(private / "k")
        with _environment(private):
            yield settings


@contextmanager
def _environment(private: Path) -> Iterator[None]:
    """The environment of the kernel, and of the rendering after it; put back at the end."""
    names = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR")
    changed = {name: str(private / name.lower()) for name in names}
    paths = [str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]
    changed |= {
        "JUPYTER_DATA_DIR": str(private / "data"), "JUPYTER_PATH": "", "JUPYTER_CONFIG_PATH": "",
        "MPLBACKEND": "agg", "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(path for path in paths if path), "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }  # fmt: skip
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
