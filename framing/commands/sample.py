"""`framing sample`: items for people to code, with a codebook."""

from __future__ import annotations

import argparse
from typing import Any

from framing.commands.arguments import add_max_skipped, add_source, new_command, read
from framing.text import count


def add(commands: Any) -> None:
    command = new_command(
        commands, "sample", _sample, "Draw mentions, attributions or sentences for people to code, with a codebook."
    )
    add_source(command)
    add_max_skipped(command)
    command.add_argument("--lexicon", default="immigration", help="a shipped name, or a file of your own")
    what = "mentions (default), attributions, sentences, or missed: sentences where the lexicon may have missed a name"
    command.add_argument("--what", default="mentions", help=what)
    command.add_argument("--n", type=int, default=200, help="how many items (200)")
    command.add_argument("--referent", help="only mentions of this referent, or sentences near it")
    command.add_argument("--seed", type=int, default=0, help="another seed draws other items (0)")
    command.add_argument("--blind", action="store_true", help="do not tell coders the outlet")
    command.add_argument("--to", required=True, metavar="FOLDER", help="the folder to write to")


def _sample(options: argparse.Namespace) -> None:
    from framing.annotate import annotate
    from framing.coding import write_sample
    from framing.coding.sampling import draw_sample
    from framing.publish import check_outside

    check_outside(options.to, options.source)
    layers = annotate(read(options), options.lexicon)
    sample = draw_sample(layers, what=options.what, n=options.n, referent=options.referent, seed=options.seed)
    folder = write_sample(sample, options.to, lexicon=options.lexicon, blind=options.blind)
    items = count(len(sample), "sentence" if options.what == "missed" else options.what.removesuffix("s"))
    outlets = count(sample["outlet"].nunique(), "outlet")
    print(f"{items} of {outlets}: {folder}/sheet.csv; key.csv holds the answers: keep it")
