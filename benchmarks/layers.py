"""How well the layers read, against people's annotations: writes RESULTS.md and the figures that reports print.

    python benchmarks/layers.py

The demo corpus's gold is compared by demo_gold.py; the others by ../shared/score/score.py on what `framing measure` writes.
Development data only. framing/measured.json holds what the method box of a report says.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from demo_gold import demo_layers, recover

ROOT = Path(__file__).resolve().parents[1]
GOLD, SCORE = ROOT.parent / "shared" / "data" / "gold", ROOT.parent / "shared" / "score" / "score.py"
# Scorer, gold file, what it is.
SETS = (
    ("voices", "polnear_dev.jsonl", "PolNeAR development, 84 articles of 7 outlets"),
    ("quoted", "basil_2010_2015.jsonl", "BASIL 2010-2015, 180 articles of 3 outlets"),
    ("valence", "nyt_editorials_dev.jsonl", "editorials, 2,568 sentences, 20 readers each"),
)
BEGIN, END = "<!-- layers -->", "<!-- /layers -->"


def score(what, gold, source):
    """One scorer's last line, on what `framing measure` writes for a source."""
    with tempfile.TemporaryDirectory() as folder:
        run([sys.executable, "-m", "framing", "measure", source, "--to", folder])
        return json.loads(run([sys.executable, SCORE, what, gold, folder]).splitlines()[-1])


def run(command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, cwd=ROOT).stdout


def score_gold(what, name):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / name
        run([sys.executable, SCORE, "articles", GOLD / name, source])
        return score(what, GOLD / name, source)


def for_reports(scored, demo):
    """The method box's lines: what was measured, on what, how well people agree."""
    voices, quoted, valence = (scored[name] for name, *_ in SETS)
    (_, _, f1), (p, r, spans) = voices["characters_p_r_f1"], voices["spans_p_r_f1"]
    names = next(row for row in demo if row["table"] == "mentions")
    return {
        "attributed words": f"F1 = {decimals(f1)} of characters on {voices['articles']} coded news articles (PolNeAR); two coders reach .91",
        "attributions": f"F1 = {decimals(spans)} of spans there (precision {decimals(p)}, recall {decimals(r)}); two coders reach .79",
        "quotations": f"{quoted['in_quote_recall'] * 100:.0f} % of {quoted['quoted']} phrases coded as quoted are found (BASIL)",
        "speakers": f"the right words named for {voices['speaker_overlap'] * 100:.0f} % of the attributions found; two coders reach 95 %",
        "names": f"{names['right']} of {names['gold']} in the demo corpus’s gold; precision on news depends on the corpus: draw a sample",
        "sentence valence": f"r = {decimals(valence['r'])} with the mean of 20 readers ({valence['sentences']:,} sentences); one reader reaches .73",
    }


def decimals(share):
    """.86 for 0.857: as the field writes shares below one."""
    return f"{share:.2f}".removeprefix("0")


def section(scored, demo, articles):
    """The section of RESULTS.md."""
    lines = [
        BEGIN,
        "## Layers",
        "",
        "`python benchmarks/layers.py`, on development data.",
        "",
        "| demo gold | recovered | precision |",
        "|-|-|-|",
    ]
    lines += [
        f"| {row['table']} | {row['right']} of {row['gold']} ({row['recall']:.3f}) | {row['precision']:.3f} |"
        for row in demo
    ]
    lines += ["", f"Five real pages (`score.py article`): `{json.dumps(articles)}`", ""]
    lines += [f"{what} (`score.py {name}`): `{json.dumps(scored[name])}`\n" for name, _, what in SETS]
    return "\n".join([*lines, END])


def main():
    scored = {what: score_gold(what, name) for what, name, _ in SETS}
    articles = score("article", GOLD / "articles.json", GOLD.parent / "articles")
    demo = recover(demo_layers())
    measured = json.dumps(for_reports(scored, demo), ensure_ascii=False, indent=1) + "\n"
    (ROOT / "framing" / "measured.json").write_text(measured, encoding="utf-8")
    results = ROOT / "benchmarks" / "RESULTS.md"
    text = results.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2] if rest else ""
    results.write_text(
        before.rstrip() + "\n\n" + section(scored, demo, articles) + "\n\n" + after.lstrip(), encoding="utf-8"
    )
    print(section(scored, demo, articles))


if __name__ == "__main__":
    main()
