"""Where the package's own files lie: in a checkout beside the package, in an installed wheel inside it."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
# The file of a project of reports.
PROJECT = "framing.toml"


def shipped(name: str) -> Path:
    """A folder that ships with the package: "notebooks" or "corpus/demo"."""
    inside, beside = PACKAGE / "shipped" / name, PACKAGE.parent / name
    return inside if inside.exists() else beside


def lexicon_file(name: str) -> Path:
    """The file of a shipped lexicon, whether it exists or not."""
    return PACKAGE / "lexicons" / f"{name}.toml"


def lexicon_names() -> list[str]:
    """The names of the shipped lexicons, in order."""
    return sorted(path.stem for path in (PACKAGE / "lexicons").glob("*.toml"))
