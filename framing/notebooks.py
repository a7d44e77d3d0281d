"""Running a parameterised notebook: parameters checked first, a private kernel, every cell or an error."""

from __future__ import annotations

import ast
import json
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from framing.errors import FramingError, UsageError, nearest
from framing.places import PACKAGE, shipped
from framing.signals import scratch

KERNEL = "framing"
# What notebooks load, loaded before there is one; the collector need not look at it again, nor as often.
WARM = (
    "import gc, framing.show, pandas, pyarrow.parquet, matplotlib.backends.backend_svg\n"
    "gc.freeze(); gc.set_threshold(100_000, 20, 20)"
)
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
    if wanted is str and not isinstance(value, dict | list):
        raise UsageError(f'parameter {name}: {value} is not text; write it in quotation marks: "{value}"')
    names = {int: "a whole number", list: "names, separated by commas", str: "text", bool: "true or false"}
    raise UsageError(
        f"parameter {name}: {value!r} is not {names.get(wanted, wanted.__name__)}; for example {default!r}"
    )


def _read(text: str, wanted: type) -> Any:
    if wanted is list and not text.lstrip().startswith("["):
        return [item.strip() for item in text.split(",") if item.strip()]
    return json.loads(text)


def run(notebook: Path, parameters: Mapping[str, Any], work: Path) -> Any:
    """Execute a notebook in a folder, with a kernel of its own that sees no one's settings.

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
    with private() as folder, Kernel(folder) as kernel:
        return kernel.run(notebook, parameters, work)


class Kernel:
    """A kernel that runs one notebook after another, in one thread, with all names reset between them.

    It starts at the first notebook, or with `start`, and again after a notebook that failed: what that one left behind
    goes with it.

    Parameters
    ----------
    folder : Path
        From `private`.
    number : int
        Another one for each kernel that runs at the same time.
    """

    def __init__(self, folder: Path, number: int = 0) -> None:
        self.folder, self.number = folder, number
        self._client: Any = None

    def __enter__(self) -> Kernel:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the process, unless it runs; it loads what notebooks load while others are at work."""
        if self._client is not None:
            return
        from nbclient import NotebookClient
        from nbformat import v4
        from traitlets.config import Config

        settings = Config()
        settings.KernelManager.connection_file = str(self.folder / f"k{self.number}.json")
        if os.name == "posix":
            # TCP kernels race for ports.
            settings.KernelManager.transport = "ipc"
            settings.KernelManager.ip = str(self.folder / f"k{self.number}")
        # What goes wrong is raised, and told once, in one line.
        quiet = logging.getLogger("framing.kernel")
        quiet.addHandler(logging.NullHandler())
        quiet.propagate = False
        self._client = NotebookClient(v4.new_notebook(), kernel_name=KERNEL, config=settings, timeout=None, log=quiet)
        self._client.create_kernel_manager()
        try:
            self._client.start_new_kernel(cwd=str(self.folder))
            self._client.start_new_kernel_client()
            self._client.kc.execute(WARM, store_history=False)
        except Exception as error:  # of many kinds; what was started is ended by now
            self._client = None
            raise FramingError(f"the kernel for notebooks did not start: {' '.join(str(error).split())}") from None

    def run(self, notebook: Path, parameters: Mapping[str, Any], work: Path) -> Any:
        """As the function `run`, in this kernel."""
        from papermill.iorw import load_notebook_node
        from papermill.parameterize import parameterize_notebook

        done = load_notebook_node(str(notebook))
        if parameters:
            done = parameterize_notebook(done, dict(parameters), kernel_name=KERNEL, language="python")
        self.start()
        try:
            self._reset(work)
            self._execute(notebook.stem, done)
            _complete(notebook.stem, done)
        except BaseException:
            self.close()
            raise
        return done

    def _reset(self, work: Path) -> None:
        """Forget every name and go to the folder: a notebook finds what it finds in a new kernel."""
        from nbformat import v4

        code = f"%reset -f\n%cd -q {json.dumps(str(work))}"
        self._execute("reset", v4.new_notebook(cells=[v4.new_code_cell(code)]))

    def _execute(self, name: str, notebook: Any) -> None:
        from nbclient.exceptions import CellExecutionError, DeadKernelError

        self._client.nb = notebook
        self._client.reset_execution_trackers()
        for i, cell in enumerate(notebook.cells):
            try:
                self._client.execute_cell(cell, i)
            except CellExecutionError as error:
                # As the notebook counts its cells: without the one that holds the parameters given.
                own = i - sum("injected-parameters" in other.metadata.get("tags", []) for other in notebook.cells[:i])
                said = " ".join(error.evalue.split())
                raise FramingError(f"notebook {name!r}, cell {own}: {error.ename}: {said}") from None
            except DeadKernelError:
                raise FramingError(f"notebook {name!r}: its kernel died (out of memory?)") from None

    def kill(self) -> None:
        """End the process from another thread; what it runs fails."""
        manager = getattr(self._client, "km", None)
        if manager is not None and manager.provisioner and manager.provisioner.process:
            manager.provisioner.process.kill()

    def close(self) -> None:
        """End the process."""
        client, self._client = self._client, None
        if client is not None:
            client.shutdown_kernel = "immediate"
            client._cleanup_kernel()


def _complete(name: str, notebook: Any) -> None:
    """Every code cell executed and without an error: whatever the client says."""
    for i, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and cell.source.strip():
            failed = any(output.output_type == "error" for output in cell.outputs)
            if cell.execution_count is None or failed:
                raise FramingError(f"notebook {name!r}, cell {i}: was not executed to its end")


@contextmanager
def private() -> Iterator[Path]:
    """A folder with kernels of this interpreter, and no user's Jupyter or matplotlib settings in the environment."""
    # Unix sockets have short names (104 characters), so this lies in the system's folder and not in the report's.
    with scratch("fr-") as folder:
        spec = folder / "data" / "kernels" / KERNEL
        spec.mkdir(parents=True)
        argv = [sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel_launcher"]
        argv += ["-f", "{connection_file}", "--log-level=50"]
        text = json.dumps({"argv": argv, "display_name": KERNEL, "language": "python"})
        (spec / "kernel.json").write_text(text, encoding="utf-8")
        with _environment(folder):
            yield folder


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
