"""Notebook and parameters -> one self-contained page with its tables, figures and manifest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import InputError, UsageError
from framing.export import csv_text
from framing.notebooks import checked, declared, notebook_file, run
from framing.publish import OWN_FILES, check_outside, lock, publish, sha256, slug
from framing.signals import scratch

if TYPE_CHECKING:
    from framing.corpus import Corpus
    from framing.layers import Layers

PAGE = "index.html"
# The function of framing.show that settles what a notebook's page is about, and refuses what does not exist.
OPENERS = {"comparative": "open_page", "outlet": "open_outlet", "corpus": "open_holdings"}
# The notebook that shows what coded sheets say of the measures.
CODED = "comparative"
# What a page depends on beside the packages that the layers name.
PACKAGES = ("matplotlib", "nbconvert", "nbformat", "papermill", "ipykernel")
# Of the table beside every page that says which articles it rests on: what two reports are compared by.
ARTICLES = ["article_id", "outlet", "producer", "genre", "published", "headline", "source_file", "place", "sha256"]
Run = Callable[[Path, Mapping[str, Any], Path], Any]


def build_report(
    source: str | Path | Corpus,
    *,
    lexicon: str | Path = "immigration",
    to: str | Path = "reports",
    name: str = "",
    notebook: str = "comparative",
    parameters: Mapping[str, Any] | None = None,
    codes: str | Path = "",
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Compare how the outlets of a corpus name, source and tone the same events, on one self-contained page.

    The corpus is annotated once; the notebook reads the tables and draws. Equal inputs give equal bytes. A run that
    fails or is killed leaves the last complete report in place.

    Parameters
    ----------
    source : str, Path or Corpus
        What `read_corpus` reads, or a corpus already read.
    lexicon : str or Path
        The name of a shipped lexicon, or a file of your own.
    to : str or Path
        The folder of reports: this one becomes `<to>/<name>/index.html`, with `tables/*.csv`, `figures/*.svg` and
        `manifest.json`; `<to>/index.html` lists all.
    name : str
        Default: the source's name. Letters that not every system can bear in a folder's name become hyphens.
    notebook : str
        A shipped notebook: "comparative"; "outlet", the profile of one; "corpus", what the corpus holds.
    parameters : mapping, optional
        Of the notebook: referents, outlets (of "outlet": outlet), genre, since, until, reading, order_by, seed, title.
    codes : str or Path, optional
        A folder of coded sheets with their keys (docs/coding.md): the page then shows how often the measures err in each
        outlet, and corrected shares beside the raw ones.
    progress : callable, optional
        Called with articles done and articles in all.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    UsageError
        A name that is a path; a folder among the articles; a notebook, parameter, outlet, referent, genre, date or column that does not exist; nothing was run.
    InputError
        A corpus or lexicon that cannot be used.
    LockError
        Another run writes to the folder.
    FramingError
        The notebook failed; the cell is named.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> page = fr.build_report("corpus/demo", to=tempfile.mkdtemp(), parameters={"outlets": ["Courier", "Herald"]})
    >>> page.name
    'index.html'
    """
    from framing.annotate import annotate
    from framing.corpus import Corpus
    from framing.project.site import write_index
    from framing.reading import read_corpus

    file = notebook_file(notebook)
    given = checked(file, parameters or {})
    check_coded(notebook, codes)
    if not isinstance(source, Corpus):
        check_outside(to, source)
    if name and (set(name) & set("/\\") or not name.strip(". ")):
        raise UsageError(
            f"name {name!r}: a report's name is one folder below {str(to)!r}, not a path; for example {slug(name)!r}"
        )
    if name.casefold() in OWN_FILES:
        raise UsageError(f"name {name!r}: beside the reports lies a file of that name; choose another")
    reports = Path(to)
    with lock(reports), scratch() as folder:
        work = folder.resolve()
        corpus = source if isinstance(source, Corpus) else read_corpus(source)
        layers = annotate(corpus, lexicon, to=work / "layers", progress=progress)
        coded = lay_codes(codes, work) if codes else {}
        title, finding = make_page(file, given, layers, work / "layers", work, run)
        place = reports / slug(name or (Path(source).stem if isinstance(source, str | Path) else "report"))
        publish(work / "out", place, manifest_of(layers, file, given, title, finding) | coded)
        write_index(reports)
    return place / PAGE


def check_coded(notebook: str, codes: object) -> None:
    """Refuse coded sheets for a notebook that would not show them."""
    if codes and notebook != CODED:
        raise UsageError(f"codes: the notebook {notebook!r} shows no coded sheets; {CODED!r} does")


def lay_codes(codes: str | Path, work: Path) -> dict[str, Any]:
    """Copy coded sheets to where the notebook finds them; their hashes, for the manifest.

    Parameters
    ----------
    codes : str or Path
        A folder of coded sheets with their keys.
    work : Path
        The folder that the notebook runs in.

    Raises
    ------
    InputError
        There is no such folder, or a slip in a sheet; the sheet, the row and the value are named.
    """
    import shutil

    from framing.coding import read_codes
    from framing.show.checked import CODES

    read_codes(codes)  # a slip in a sheet is told before anything is run
    return {"codes": hashes_of_codes(Path(shutil.copytree(codes, work / CODES)))}


def hashes_of_codes(codes: Path) -> dict[str, str]:
    """The hash of every file in a folder of coded sheets, by its place there."""
    if not codes.is_dir():
        raise InputError(f"{codes}: no such folder of coded sheets; 'framing sample' makes one")
    found = sorted(path for path in codes.rglob("*") if path.is_file())
    return {path.relative_to(codes).as_posix(): sha256(path.read_bytes()) for path in found}


def make_page(
    file: Path, given: Mapping[str, Any], layers: Layers, saved: Path, work: Path, run: Run
) -> tuple[str, str]:
    """Run a notebook on layers and render it.

    Parameters
    ----------
    file : Path
        The notebook.
    given : mapping
        Its parameters, checked.
    layers : Layers
    saved : Path
        The folder that holds the same layers, for the notebook.
    work : Path
        An empty folder, or one that holds the layers; what is to be published comes to be in its folder `out`.
    run : callable
        As `notebooks.run`.

    Returns
    -------
    title, finding : str
        Of the page; the finding as plain text.
    """
    from framing import show
    from framing.render import normalise, to_html

    settings = {key: value for key, value in {**declared(file), **given}.items() if key != "layers"}
    # The same check that the notebook makes, before a kernel is started: a wrong outlet is the user's slip.
    title = getattr(show, OPENERS[file.stem])(layers, **settings).title
    tables = work / "out" / "tables"
    tables.mkdir(parents=True)
    (tables / "articles.csv").write_text(csv_text(layers.articles[ARTICLES]), encoding="utf-8", newline="\n")
    done = run(file, {"layers": str(saved), **given}, work)
    html = to_html(normalise(done), title=title)
    (work / "out" / PAGE).write_text(html, encoding="utf-8", newline="\n")
    found = re.search(r'<p class="finding">(.*?)</p>', html, re.DOTALL)
    plain = re.sub(r'<span class="small">.*?</span>|<[^>]+>', "", found[1]) if found else ""
    return title, unescape(plain).strip()


def manifest_of(layers: Layers, file: Path, given: Mapping[str, Any], title: str, finding: str) -> dict[str, Any]:
    """What the report was made from: hashes and versions; no times, no paths of this machine, no names of users."""
    about = layers.about
    dates = sorted(date for date in layers.articles["published"] if date)
    return {
        "title": title,
        "finding": finding,
        "articles": len(layers.articles),
        "outlets": int(layers.articles["outlet"].nunique()),
        "dates": [dates[0], dates[-1]] if dates else [],
        "skipped": len(layers.skipped),
        "notices": len(layers.notices),
        "source": about.get("files", {}),
        "lexicon": {key.removeprefix("lexicon_"): value for key, value in about.items() if key.startswith("lexicon_")}
        | {"name": about.get("lexicon", "")},
        "survey_sha256": about.get("survey_sha256", ""),
        "notebook": {"name": file.stem, "sha256": sha256(file.read_bytes())},
        "parameters": dict(given),
        "versions": {**about.get("versions", {}), **{name: version(name) for name in PACKAGES}},
    }
