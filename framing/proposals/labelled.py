"""Which lines of a corpus are set aside as page furniture, headline or caption, and by which rule: to read, and to overrule."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from framing.lines import line_key
from framing.zones import BODY, TABLE

if TYPE_CHECKING:
    import pandas as pd

    from framing.layers import Layers

COLUMNS = ("line", "zone", "outlet", "rule", "n", "articles", "outlets", "article_id", "start", "end")
# A line is shown to this length; in zones.csv a longer one is given by its start.
LONGEST = 160


def labelled(layers: Layers) -> pd.DataFrame:
    """Every line that is no body, the most frequent first, with the rule that said so.

    Read it from the top: what is wrong there is wrong often. To overrule, keep the rows that are wrong, give them the
    zone that is right, and lay them as `zones.csv` (line, zone, outlet) beside the articles: those lines then have that
    zone, with the rule `table`. An empty outlet means all; a line that ends with * is the start of a line.

    Parameters
    ----------
    layers : Layers

    Returns
    -------
    DataFrame
        line (as first printed; long ones cut, with *), zone, outlet (where only one prints it), rule, n (times printed),
        articles, outlets (how many), and the first occurrence: article_id, start, end. Lines that differ only in case,
        typography or white space are one.

    Examples
    --------
    >>> import framing as fr
    >>> table = fr.labelled(fr.annotate(fr.read_corpus("corpus/demo")))
    >>> table.loc[table["line"] == "Advertisement", ["zone", "rule"]].values.tolist()
    [['boilerplate', 'phrase: advertisement']]
    """
    import pandas as pd

    n: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], tuple[str, str, int, int]] = {}
    seen: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {}
    for part in layers.parts("articles", "zones"):
        known = {row.article_id: row for row in part.articles.itertuples(index=False)}
        for article_id, start, end, zone, rule in part.zones.itertuples(index=False, name=None):
            if (zone, rule) == BODY or (zone, rule) == (BODY[0], TABLE):
                continue
            article, place = known[article_id], start
            for line in article.text[start:end].split("\n"):
                if line.strip():
                    key = line_key(line[:1_000]), zone, rule
                    left = place + len(line) - len(line.lstrip())
                    first.setdefault(key, (line.strip(), article_id, left, left + len(line.strip())))
                    n[key] += 1
                    outlets, articles = seen.setdefault(key, (set(), set()))
                    outlets.add(article.outlet)
                    articles.add(article_id)
                place += len(line) + 1
    rows = []
    for key in sorted(n, key=lambda key: (-n[key], key)):
        line, *where = first[key]
        outlets, articles = seen[key]
        shown = line if len(line) <= LONGEST else line[:LONGEST].rstrip() + "*"
        only = next(iter(outlets)) if len(outlets) == 1 else ""
        rows.append((shown, key[1], only, key[2], n[key], len(articles), len(outlets), *where))
    return pd.DataFrame(rows, columns=list(COLUMNS))
