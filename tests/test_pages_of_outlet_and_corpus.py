"""The profile of one outlet and the page on the corpus: their notebooks run on the demo corpus, and what they say is so."""

import ast
import contextlib
import csv
import json
import re

import pytest

from framing.cli import main
from framing.errors import UsageError
from framing.notebooks import declared, notebook_file
from framing.render import faults
from framing.report import OPENERS, build_report
from framing.show import open_holdings, open_outlet, rules


def cells_of(name):
    return json.loads(notebook_file(name).read_text(encoding="utf-8"))["cells"]


def page_of(name, layers, folder, **parameters):
    """What a notebook shows, as HTML, its cells run in this process."""
    layers.save(folder / "layers")
    shown = []
    names = {"display": lambda *parts: shown.extend(parts)}
    with contextlib.chdir(folder):
        for cell in cells_of(name):
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                shown.append(f'<h2 id="{cell["id"]}">{source}</h2>')
                continue
            tree = ast.parse(source)
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, "cell", "exec"), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names.update(parameters)
            shown.append(eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else "")
    return "\n".join(str(part) for part in shown if part is not None)


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def table_of(folder, name):
    with (folder / "out/tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def courier(demo_layers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("outlet")
    return page_of("outlet", demo_layers, folder, outlet="Courier"), folder


@pytest.fixture(scope="module")
def corpus(demo_layers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    return page_of("corpus", demo_layers, folder), folder


def test_every_shipped_notebook_has_its_opener_and_takes_its_parameters(demo_layers):
    from framing import show

    for name, opener in OPENERS.items():
        choices = {key: value for key, value in declared(notebook_file(name)).items() if key != "layers"}
        assert getattr(show, opener)(demo_layers, **choices).title


@pytest.mark.parametrize("which", ["courier", "corpus"])
def test_a_page_has_no_script_and_every_link_leads_to_a_place_on_it(which, request):
    html, _ = request.getfixturevalue(which)
    assert faults(html) == []
    assert html.count(' id="p-') > 20


# --- the profile ---


def test_the_profile_counts_what_the_layers_hold(courier, demo_layers):
    html, _ = courier
    # By hand from the mentions table: the Courier's own words, less its one article that came from the wire.
    wire = set(demo_layers.articles.loc[demo_layers.articles["cluster"] == "courier-bill", "article_id"])
    rows = demo_layers.mentions
    mine = rows["article_id"].str.startswith("courier-") & ~rows["article_id"].isin(wire) & (rows["excluded"] == "")
    one = rows[mine & (rows["term"] == "illegal immigrant") & (rows["zone"] == "body")]
    own, reported = (one["voice"] == "own").sum(), (one["voice"] == "reported").sum()
    assert own > 10 and reported > 0
    line = re.search(r"“illegal immigrant”</th>(.*?)</tr>", html[html.index("Names by voice and place") :], re.DOTALL)[
        1
    ]
    assert [int(n) for n in re.findall(r">(\d+)</a>", line)][:2] == [own, reported]


def test_the_profile_recovers_the_habit_that_was_written_in_and_names_no_other_outlets_words(courier):
    html, _ = courier
    said = plain(html)
    assert "Courier writes “illegal immigrant” most" in said and "Shown beside 4 other outlets" in said
    head, panels = html.split('id="evidence"')
    assert "Courier: " in panels and not re.search(r"<h3>(Herald|Ledger|Tribune): ", panels)
    row = re.search(r"“illegal immigrant”<small>.*?</tr>", head, re.DOTALL)[0]
    assert "4 of 4" in plain(row), "it differs from each of the four others"


def test_shares_of_one_outlet_stand_beside_the_lowest_and_highest_of_the_others(courier):
    _, folder = courier
    rows = [r for r in table_of(folder, "shares") if r["term"] == "undocumented person" and float(r["of"]) >= 5]
    rest = {r["outlet"]: float(r["share"]) for r in rows if r["outlet"] not in ("Courier", "(wire)")}
    assert len(rest) == 4
    row = re.search(r"“undocumented person”<small>.*?</tr>", courier[0], re.DOTALL)[0]
    assert f"{100 * max(rest.values()):.0f} %" in row and max(rest, key=rest.get) in row


def test_the_profile_goes_by_year_and_says_where_it_has_too_few_names(courier):
    said = plain(courier[0])
    years = said[said.index("By year People") :] if "By year People" in said else said[said.rindex("By year") :]
    assert all(year in years for year in ("2021", "2022", "2023"))
    assert "Fewer than 5 names that mark it here, too few for a share" in said


def test_an_outlet_that_is_not_there_or_does_not_count_is_refused(demo_layers):
    with pytest.raises(UsageError, match="Did you mean 'Courier'"):
        open_outlet(demo_layers, outlet="Curier")
    with pytest.raises(UsageError, match="'Marrow County Sheriff' has no articles of genre news"):
        open_outlet(demo_layers, outlet="Marrow County Sheriff")
    assert open_outlet(demo_layers, outlet="Marrow County Sheriff", genre="press release").page.single
    assert open_outlet(demo_layers).outlet in {"Herald", "Courier", "Ledger", "Tribune"}


# --- the page on the corpus ---


def test_the_corpus_page_counts_articles_zones_and_copies(corpus, demo_layers):
    html, folder = corpus
    said = plain(html)
    assert "57 articles of 8 outlets" in said and "1 text printed more than once" in said
    found = table_of(folder, "rules")
    assert sum(int(row["n"]) for row in found) == len(demo_layers.zones)
    assert sum(int(row["characters"]) for row in found) == sum(map(len, demo_layers.articles["text"]))
    counts = [int(row["n"]) for row in found]
    assert counts == sorted(counts, reverse=True) and len(found) > 20
    assert [row["article_id"] for row in table_of(folder, "copies")] == ["courier-bill", "herald-bill", "ledger-bill"]


def test_every_match_set_aside_is_shown_with_its_reason(corpus, demo_layers):
    html, _ = corpus
    part = html[html.index('id="exclusions"') : html.index('id="reading"')]
    n = (demo_layers.mentions["excluded"] != "").sum()
    assert n > 50 and f"{n} matches of the lexicon set aside" in plain(html)
    counted = sum(int(k) for k in re.findall(r'href="#p-\w+">(\d+)</a>', part))
    copies = demo_layers.mentions["article_id"].isin(["herald-bill", "ledger-bill"]) & (
        demo_layers.mentions["excluded"] != ""
    )
    assert counted == n - copies.sum()


def test_rules_of_no_zones_are_an_empty_table(demo_layers):
    from dataclasses import replace

    page = replace(open_holdings(demo_layers), layers=replace(demo_layers, zones=demo_layers.zones.head(0)))
    assert list(rules(page).columns) == ["zone", "rule", "n", "articles", "characters"] and not len(rules(page))


def test_skipped_rows_are_listed_with_their_reason(tmp_path):
    from framing.annotate import annotate
    from framing.reading import read_corpus

    lines = [
        json.dumps({"id": f"a{i}", "outlet": "X", "date": "2020", "text": f"Migrants came by train number {i} today."})
        for i in range(20)
    ]
    lines.append(json.dumps({"id": "b", "outlet": "X", "date": "2020", "text": ""}))
    (tmp_path / "x.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = plain(page_of("corpus", annotate(read_corpus(tmp_path / "x.jsonl"), "immigration"), tmp_path))
    assert "1 row skipped in reading" in said and "Rows skipped" in said and "x.jsonl" in said


def test_the_command_builds_them_beside_the_comparative_report(tmp_path, monkeypatch):
    built = []
    monkeypatch.setattr("framing.report.build_report", lambda corpus, **given: built.append(given) or "page")
    assert main(["report", "--notebook", "outlet", "-p", "outlet=The Herald", "--to", str(tmp_path)]) == 0
    assert main(["report", "--notebook", "corpus", "--to", str(tmp_path)]) == 0
    assert main(["report", "--to", str(tmp_path)]) == 0
    assert [given["name"] for given in built] == ["demo-outlet-The Herald", "demo-corpus", "demo"]
    with pytest.raises(UsageError, match="unknown parameter 'outlets' of the notebook 'outlet'"):
        build_report("corpus/demo", to=tmp_path, notebook="outlet", parameters={"outlets": ["Courier"]})
