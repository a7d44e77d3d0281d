"""What one outlet of a story carries and another does not, and what could account for it."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.annotate import annotate
from framing.errors import UsageError
from framing.reading import read_corpus
from framing.show import open_page, told
from framing.stories import propose_stories
from framing.stories.contents import COLUMNS, EARLIER, FEWER, SHORTER, places_of, stories_told, story_contents
from framing.stories.quantities import find_quantities

CASES = tomllib.loads((Path(__file__).parent / "cases" / "quantities.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_a_figure_is_a_number_that_counts(case):
    found = [case["text"][q.start : q.end] for q in find_quantities(case["text"])]
    assert found == case["expect"]


@pytest.mark.parametrize(
    "text, value, unit, noun",
    [
        ("five hundred homes", 500, "", "homes"), ("twenty-five officers", 25, "", "officers"), ("$1.6 million", 1_600_000, "$", ""),
        ("ten per cent", 10, "per cent", ""), ("2 dozen eggs", 24, "", "eggs"), ("3.5 million doses", 3_500_000, "", "doses"),
        ("1,200\u00a0Sanctuary Cities", 1200, "", "sanctuary cities"),
    ],
)  # fmt: skip
def test_the_value_unit_and_noun_of_a_figure(text, value, unit, noun):
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.noun) == (value, unit, noun)


@given(st.text(st.sampled_from("12 3,.$%-percent milionten homes"), max_size=60))
def test_figures_stand_in_order_where_they_say(text):
    found = find_quantities(text)
    assert all(
        0 <= q.start < q.end <= len(text) and text[q.start : q.end] == text[q.start : q.end].strip() for q in found
    )
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


# ---------------------------------------------------------------- by hand

LONG = "The clerk wrote it down and went home to her supper in the rain. " * 12
ROWS = [
    {"outlet": "Courier", "date": "2021-03-01", "text": "“The pumps were never repaired by anybody,” said Mayor Ana Brill. Some 118 homes stood in water, 12 percent of all."},
    {"outlet": "Herald", "date": "2021-03-02", "text": "“The pumps were never repaired by anybody in this town,” Brill said. The creek took 118 houses. “Nobody told us to leave our homes,” said Sam Oda. " + LONG},
    {"outlet": "Herald", "date": "2021-03-02", "text": "Brill said that the creek would rise again. The illegal alien stayed. " + LONG},
]  # fmt: skip


def story_of(tmp_path, rows, story="flood"):
    import json

    lines = [json.dumps({"id": f"a{i}", "story": story, "genre": "news", **row}) for i, row in enumerate(rows)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return annotate(read_corpus(tmp_path / "a.jsonl"))


def cells(table, kind):
    return {(row.item, row.outlet): (row.n, row.note) for row in table.itertuples() if row.kind == kind}


def test_what_each_outlet_carries_by_hand(tmp_path):
    table = story_contents(story_of(tmp_path, ROWS))
    assert list(table.columns) == list(COLUMNS)
    assert cells(table, "speaker") == {
        ("Ana Brill", "Courier"): (1, ""), ("Ana Brill", "Herald"): (2, ""),
        ("Sam Oda", "Courier"): (0, f"{EARLIER}; {SHORTER}; {FEWER}"), ("Sam Oda", "Herald"): (1, ""),
    }  # fmt: skip
    quotations = cells(table, "quotation")
    longer, other = "“The pumps were never repaired by anybody in this town,”", "“Nobody told us to leave our homes,”"
    assert {key: n for key, (n, _) in quotations.items()} == {
        (longer, "Courier"): 1, (longer, "Herald"): 1, (other, "Courier"): 0, (other, "Herald"): 1,
    }  # fmt: skip
    assert {key: n for key, (n, _) in cells(table, "figure").items()} == {
        ("118 homes, houses", "Courier"): 1, ("118 homes, houses", "Herald"): 1,
        ("12 per cent", "Courier"): 1, ("12 per cent", "Herald"): 0,
    }  # fmt: skip
    assert (
        cells(table, "figure")["12 per cent", "Herald"][1] == ""
    )  # longer, later, more articles: it could have been there
    assert cells(table, "term")["illegal alien", "Herald"] == (1, "")
    one = table[table["outlet"] == "Courier"].iloc[0]
    assert (one["articles"], one["first_date"]) == (1, "2021-03-01")


def test_a_date_that_is_no_day_says_nothing_about_before(tmp_path):
    rows = [{**ROWS[0], "date": "2021-02"}, *ROWS[1:]]
    table = story_contents(story_of(tmp_path, rows))
    assert cells(table, "speaker")["Sam Oda", "Courier"] == (0, f"{SHORTER}; {FEWER}")


def test_common_numbers_are_one_figure_only_with_one_noun(tmp_path):
    rows = [
        {**ROWS[0], "text": "They held 12 men and 63 workers."},
        {**ROWS[1], "text": "They lost 12 boats and 63 hands. Then 12 men left."},
    ]
    found = {key: n for key, (n, _) in cells(story_contents(story_of(tmp_path, rows)), "figure").items() if n}
    assert found == {
        ("12 men", "Courier"): 1, ("12 men", "Herald"): 1, ("12 boats", "Herald"): 1,
        ("63 hands, workers", "Courier"): 1, ("63 hands, workers", "Herald"): 1,
    }  # fmt: skip


def test_two_people_of_one_name_stay_two(tmp_path):
    rows = [
        {
            **ROWS[0],
            "text": "“We left the house at noon that day,” said Ana Brill. “We came back in the dark,” said Leo Brill.",
        },
        {**ROWS[1], "text": "“It is all the fault of the pumps,” said Brill."},
    ]
    assert {item for item, _ in cells(story_contents(story_of(tmp_path, rows)), "speaker")} == {
        "Ana Brill",
        "Leo Brill",
        "Brill",
    }


def test_a_story_of_one_outlet_compares_nothing(tmp_path):
    assert len(story_contents(story_of(tmp_path, ROWS[1:]))) == 0


def test_a_corpus_without_stories_says_how_to_get_them(tmp_path):
    with pytest.raises(UsageError, match="no article has a story; 'framing stories SOURCE"):
        story_contents(story_of(tmp_path, ROWS, story=""))
    with pytest.raises(UsageError, match="unknown story 'floods'.*Did you mean 'flood'"):
        story_contents(story_of(tmp_path, ROWS), story="floods")


# ---------------------------------------------------------------- laws, on the demo


def test_every_outlet_of_a_story_keeps_its_row_and_every_place_is_where_it_says(demo_layers):
    table, places = story_contents(demo_layers), places_of(stories_told(demo_layers))
    outlets = table.groupby("story")["outlet"].nunique()
    assert len(outlets) == 12
    per_item = table.groupby(["story", "kind", "item"])["outlet"].agg(["size", "nunique"])
    assert (per_item["size"] == per_item["nunique"]).all()
    assert all(of["size"] == outlets[story] for (story, *_), of in per_item.iterrows())
    n = places.groupby(["story", "kind", "item", "outlet"]).size()
    told_of = table[table["n"] > 0].set_index(["story", "kind", "item", "outlet"])["n"]
    assert len(n) > 800 and n.to_dict() == told_of.to_dict()
    texts = dict(zip(demo_layers.articles["article_id"], demo_layers.articles["text"], strict=True))
    for row in places[places["kind"] == "figure"].itertuples():
        (found,) = find_quantities(texts[row.article_id][row.start : row.end])
        assert f"{found.value:,}" in row.item
    assert (table["note"] == "").sum() > len(told_of) and table.loc[table["n"] > 0, "note"].eq("").all()


def test_the_order_of_articles_changes_nothing(demo):
    table = story_contents(annotate(demo))
    turned = replace(demo, articles=demo.articles.iloc[::-1].reset_index(drop=True))
    again = story_contents(annotate(turned))
    assert table.to_csv(index=False) == again.to_csv(index=False)


# ---------------------------------------------------------------- the page


def test_the_matrix_opens_both_sides(tmp_path):
    layers = story_of(tmp_path, ROWS)
    page = open_page(layers)
    html = told(page, story_contents(layers), places_of(stories_told(layers)))
    assert "Absence is not omission" in html and html.count("<table") == 1
    row = html.split("12 per cent</bdi></th>")[1].split("</tr>")[0]
    left, right = row.split("</td>")[:2]
    order = [o for o in page.outlets if o in ("Courier", "Herald")]
    having, lacking = (left, right) if order[0] == "Courier" else (right, left)
    assert ">1</a>" in having and "–</a>" in lacking
    panels = page.ledger.html(page.outlets)
    target = lacking.split('href="#')[1].split('"')[0]
    assert f'id="{target}"' in panels
    both = html.split("118 homes, houses</bdi></th>")[1].split('href="#')[1].split('"')[0]
    opened = panels.split(f'id="{both}"')[1].split("</section>")[0]
    assert "Courier: 118" in opened and "Herald: 118" in opened
    assert all(f'id="{link.split(chr(34))[0]}"' in panels for link in html.split('href="#')[1:])


def test_a_page_without_shared_stories_says_so(tmp_path):
    layers = story_of(tmp_path, ROWS[1:])
    assert "No story" in told(open_page(layers), story_contents(layers), places_of(stories_told(layers)))


def test_names_of_others_are_text_on_the_page(tmp_path):
    rows = [{**row, "outlet": row["outlet"].replace("Courier", "<b>C</b>")} for row in ROWS]
    layers = story_of(tmp_path, rows, story="<i>flood</i>")
    html = told(open_page(layers), story_contents(layers), places_of(stories_told(layers)))
    assert "<b>C" not in html and "<i>" not in html and "&lt;i&gt;flood" in html


# ---------------------------------------------------------------- the five real articles


@pytest.mark.shared
@pytest.mark.skipif(
    not (Path(__file__).resolve().parents[2] / "shared").exists(), reason="../shared is absent: no real articles"
)
def test_figures_of_the_five_real_articles():
    corpus = read_corpus(Path(__file__).resolve().parents[2] / "shared" / "data" / "articles")
    story = propose_stories(corpus).set_index("article_id")["story"]
    layers = annotate(replace(corpus, articles=corpus.articles.assign(story=corpus.articles["article_id"].map(story))))
    table = story_contents(layers, genre="all")
    n = {(row.item.split()[0], row.outlet): row.n for row in table[table["kind"] == "figure"].itertuples()}
    first, second = "The Independent", "Breitbart"
    assert [(n[figure, first], n[figure, second]) for figure in ("118", "25", "10", "74")] == [
        (1, 1),
        (1, 0),
        (1, 0),
        (0, 1),
    ]
    quoted = table[(table["kind"] == "quotation") & (table["n"] > 0)].groupby("item")["outlet"].nunique()
    assert (quoted == 2).sum() == 1  # one sentence is printed by both
