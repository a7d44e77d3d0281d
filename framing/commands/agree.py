"""`framing agree`: coded sheets read back."""

from __future__ import annotations

import argparse
from typing import Any

from framing.commands.arguments import new_command, one_line
from framing.errors import InputError


def add(commands: Any) -> None:
    command = new_command(
        commands,
        "agree",
        _agree,
        "How far coders agree, how often the measures err in each outlet, and corrected shares.",
    )
    command.add_argument("sheet", nargs="+", help="coded sheets, or folders of them, with the key.csv of their sample")
    command.add_argument("--corpus", default="", help="the corpus of the sample, to print corrected shares")
    command.add_argument("--lexicon", default="immigration", help="a shipped name, or a file of your own")
    command.add_argument("--json", action="store_true", help="as JSON")


def _agree(options: argparse.Namespace) -> None:
    from framing.coding import read_codes
    from framing.coding.agreement import agreement
    from framing.coding.validity import error_sentences, measure_errors

    codes = read_codes(*options.sheet)
    if codes.codes.empty:
        raise InputError(f"{', '.join(options.sheet)}: no item is coded yet; fill in a copy of sheet.csv")
    errors = measure_errors(codes)
    tables = {"agreement": agreement(codes), "errors": errors}
    named = codes.key["what"].isin(["mentions", "missed"]).any()
    if options.corpus and named:
        from framing.annotate import annotate
        from framing.coding.corrected import corrected_shares
        from framing.reading import read_corpus

        tables["corrected_shares"] = corrected_shares(annotate(read_corpus(options.corpus), options.lexicon), codes)
    if options.json:
        parts = [f'"{name}": {table.to_json(orient="records", force_ascii=False)}' for name, table in tables.items()]
        print("{" + ",\n".join(parts) + "}")
        return
    for name, table in tables.items():
        print(f"{name.replace('_', ' ')}:\n{_shown(table)}\n")
    if options.corpus and not named:
        print("No names are coded, so there are no shares to correct: that takes a sample of mentions.")
    print("\n".join(one_line(sentence) for sentence in error_sentences(errors)))


def _shown(table: Any) -> str:
    """A table for the terminal: what was measured at all, on lines that fit."""
    left = ["label", "articles", "stories"] + ["note"] * ("alpha" not in table)
    short = table.drop(columns=left, errors="ignore")
    if "corrected" in short:
        short = short[short["corrected"].notna() & ((short["n"] > 0) | (short["corrected"] > 0))]
    lines = short.round(3).astype(str).to_string(index=False, na_rep="").split("\n")
    return "\n".join(one_line(line).rstrip() for line in lines)
