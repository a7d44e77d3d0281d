"""Reading: which rows become which articles, in every format."""

import gzip
import json
from datetime import date
from hashlib import sha256

import pandas as pd
import pytest
from reading_files import ARTICLE, ROWS, as_csv, as_jsonl, as_parquet, as_zip, messages, put

from framing.errors import InputError, UsageError
from framing.reading import read_corpus
from framing.schema import TABLES

# ---------------------------------------------------------------- the articles table


def test_an_article_has_every_column_of_the_schema_and_then_the_sources_own(tmp_path):
    rows = [{**row, "leaning": "left", "split_random": str(i)} for i, row in enumerate(ROWS)]
    articles = read_corpus(put(tmp_path, a__csv=as_csv(rows))).articles
    assert list(articles.columns) == [*TABLES["articles"], "leaning", "split_random"]
    assert {name: str(kind) for name, kind in articles.dtypes.items()} == {
        **TABLES["articles"],
        "leaning": "str",
        "split_random": "str",
    }
    first = articles.iloc[0].to_dict()
    text = "Mayor signs order\n\n" + ARTICLE
    assert first == {
        "article_id": "a1", "outlet": "Courier", "producer": "Courier", "genre": "", "published": "2021-03-09",
        "date_precision": "day", "headline": "Mayor signs order", "headline_end": 17, "text": text, "byline": "",
        "section": "", "url": "", "story": "", "cluster": "", "language": "", "source_file": "a.csv", "place": "row 2",
        "sha256": sha256(text.encode()).hexdigest(), "leaning": "left", "split_random": "0",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", as_csv(ROWS)),
        ("a.jsonl", as_jsonl(ROWS)),
        ("a.json", json.dumps(ROWS, indent=1)),
        ("a.parquet", as_parquet(ROWS)),
        ("a.tsv", as_csv(ROWS, "\t")),
        ("a.csv.gz", gzip.compress(as_csv(ROWS).encode())),
        ("a.zip", as_zip({"b/c.csv": as_csv(ROWS)})),
        ("a.txt", as_csv(ROWS)),  # the content says what it is, not the name
        ("a.csv", as_jsonl(ROWS)),
        ("a.csv", as_csv(ROWS).replace("\n", "\r\n")),
        ("a.csv", as_csv(ROWS).replace("\n", "\r")),
    ],
)
def test_every_format_gives_the_same_articles(tmp_path, name, content):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    expect = read_corpus(put(tmp_path, expected__csv=as_csv(ROWS)) / "expected.csv").articles
    found = read_corpus(tmp_path / name).articles
    same = [column for column in expect.columns if column not in ("source_file", "place")]
    pd.testing.assert_frame_equal(found[same], expect[same])


def test_places_count_as_each_format_counts(tmp_path):
    put(tmp_path, a__csv=as_csv(ROWS[:1]), b__jsonl="\n" + as_jsonl(ROWS[1:2]), c__parquet=as_parquet(ROWS[2:]))
    put(tmp_path, d__txt="Four words stand here.", e__json=json.dumps([{**ROWS[0], "id": "a5"}]))
    articles = read_corpus(tmp_path).articles
    assert list(articles["place"]) == ["row 2", "line 2", "row 1", "", "item 1"]


def test_ids_where_none_is_given_are_stem_and_place(tmp_path):
    put(tmp_path, week__csv="outlet,text\nA,One article here.\n\nA,Two articles here.\n", essay__txt="Some words.")
    articles = read_corpus(tmp_path).articles
    assert list(articles["article_id"]) == ["essay", "week:2", "week:4"]


def test_files_of_one_stem_get_different_ids(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "y").mkdir()
    put(tmp_path / "x", a__txt="One text.")
    put(tmp_path / "y", a__txt="Another text.")
    put(tmp_path, b__csv="text\nFrom a table.\n", b__jsonl='{"text": "From a list."}\n')
    assert list(read_corpus(tmp_path).articles["article_id"]) == ["b.csv:2", "b.jsonl:1", "x/a", "y/a"]


def test_order_is_by_source_name_bytewise_and_then_place(tmp_path):
    names = ["b.txt", "B.txt", "a.txt", "é.txt", "a-b.txt"]
    for name in names:
        (tmp_path / name).write_text(f"The text of {name} here.", encoding="utf-8")
    articles = read_corpus(tmp_path).articles
    assert list(articles["source_file"]) == ["B.txt", "a-b.txt", "a.txt", "b.txt", "é.txt"]


def test_words_that_look_like_nothing_stay_what_they_are(tmp_path):
    outlets = ["NA", "null", "None", "nan", "N/A", "true", "007", "1e3"]
    rows = [{"id": f"0{i}", "outlet": outlet, "text": f"Text number {i} here."} for i, outlet in enumerate(outlets)]
    for content, name in ((as_csv(rows), "a.csv"), (as_jsonl(rows), "a.jsonl"), (as_parquet(rows), "a.parquet")):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        articles = read_corpus(tmp_path / name).articles
        assert list(articles["outlet"]) == outlets
        assert list(articles["article_id"]) == [row["id"] for row in rows]


def test_null_is_empty_and_lists_are_joined(tmp_path):
    row = {"title": None, "text": ARTICLE, "authors": ["A. Ray", "B. Cole"], "n": 7, "topic": None, "tags": {"b": 1}}
    article = read_corpus(put(tmp_path, a__jsonl=as_jsonl([row]))).articles.iloc[0]
    assert (article.headline, article.byline, article.n, article.topic) == ("", "A. Ray; B. Cole", "7", "")
    assert article.tags == '{"b": 1}'


def test_parquet_dates_and_missing_numbers(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {"id": [7, 8], "published": [date(2021, 3, 9), None], "share": [0.5, float("nan")]}
    pq.write_table(pa.table({**columns, "text": ["Some words here.", "More words here."]}), tmp_path / "a.parquet")
    articles = read_corpus(tmp_path / "a.parquet").articles
    assert list(articles["article_id"]) == ["7", "8"]
    assert list(articles["published"]) == ["2021-03-09", ""]
    assert list(articles["share"]) == ["0.5", ""]


# ---------------------------------------------------------------- columns


@pytest.mark.parametrize(
    ("role", "column"),
    [("article_id", "doc_id"), ("outlet", "Source"), ("outlet", "media_name"), ("outlet", " HOSTNAME "),
     ("published", "publish_date"), ("published", "Date"), ("headline", "title"), ("text", "maintext"),
     ("text", "body"), ("text", "content"), ("byline", "authors")],
)  # fmt: skip
def test_usual_names_of_columns_are_known_and_told(tmp_path, role, column):
    value = {"published": "2021-03-09", "text": ARTICLE}.get(role, "A value")
    row = {"text": ARTICLE, column: value} if role != "text" else {column: value}
    corpus = read_corpus(put(tmp_path, a__csv=as_csv([row])))
    assert corpus.articles[role][0].endswith(value)
    assert f"{role} from '{column.strip()}'" in messages(corpus, "columns")[0]


def test_the_first_synonym_is_used_and_the_other_passes_through(tmp_path):
    row = {"source": "wire", "publication": "Daily", "title": "Ours", "headline": "Theirs", "text": ARTICLE}
    article = read_corpus(put(tmp_path, a__csv=as_csv([row]))).articles.iloc[0]
    assert (article.outlet, article.publication, article.headline, article.title) == ("wire", "Daily", "Theirs", "Ours")


def test_a_column_called_body_is_the_text_only_where_it_reads_like_one(tmp_path):
    prose = {"body": ARTICLE, "outlet": "A"}
    assert read_corpus(put(tmp_path, a__csv=as_csv([prose]))).articles["text"][0] == ARTICLE
    senate = {"body": "Senate", "outlet": "A"}
    with pytest.raises(
        InputError, match=r"a\.csv: no column for text; columns found: body, outlet.*--column text=body"
    ):
        read_corpus(put(tmp_path, a__csv=as_csv([senate])))
    assert read_corpus(tmp_path, columns={"text": "body"}).articles["text"][0] == "Senate"


def test_columns_overrule_and_mistakes_name_the_nearest(tmp_path):
    put(tmp_path, a__csv=as_csv([{"text": "A summary of it.", "full_story": ARTICLE, "date": "2021-03-09"}]))
    articles = read_corpus(tmp_path, columns={"text": "full_story"}).articles
    assert articles["text"][0] == ARTICLE and articles["given_text"][0] == "A summary of it."
    with pytest.raises(
        InputError, match="no column 'full_stori' for text; columns found: text, full_story, date.*'full_story'"
    ):
        read_corpus(tmp_path, columns={"text": "full_stori"})
    with pytest.raises(UsageError, match="unknown column 'txt'.*'text'"):
        read_corpus(tmp_path, columns={"txt": "full_story"})


def test_a_column_with_one_of_our_names_is_not_overwritten(tmp_path):
    put(tmp_path, a__csv=as_csv([{"text": ARTICLE, "place": "Port Ellis"}]))
    article = read_corpus(tmp_path).articles.iloc[0]
    assert (article["place"], article["given_place"]) == ("row 2", "Port Ellis")


# ---------------------------------------------------------------- headlines


@pytest.mark.parametrize(
    ("headline", "text", "found"),
    [
        ("Mayor signs order", f"Mayor signs order\n\n{ARTICLE}", True),
        ("Mayor’s order  signed", f"Sign up now\n\nMAYOR'S ORDER SIGNED\n\n{ARTICLE}", True),
        ("Mayor signs order", ARTICLE, False),
        ("Mayor signs order", f"Mayor signs order and leaves\n\n{ARTICLE}", False),
        ("Mayor signs order", "A line.\n" * 40 + "Mayor signs order\n", False),
    ],
)
def test_a_headline_is_laid_in_front_only_where_the_text_has_none(tmp_path, headline, text, found):
    put(tmp_path, a__jsonl=as_jsonl([{"title": headline, "text": text}]))
    article = read_corpus(tmp_path).articles.iloc[0]
    assert article["headline"] == headline
    if found:
        assert article["text"] == text and article["headline_end"] is pd.NA
    else:
        assert article["text"] == f"{headline}\n\n{text}"
        assert article["text"][: article["headline_end"]] == headline


def test_reading_back_our_own_table_changes_nothing(tmp_path):
    rows = [*ROWS, {"id": "a4", "outlet": "Ledger", "date": "2022", "title": "Two\nlines", "text": ARTICLE}]
    first = read_corpus(put(tmp_path, a__jsonl=as_jsonl([{**row, "leaning": "left"} for row in rows]))).articles
    (tmp_path / "stored").mkdir()
    first.to_parquet(tmp_path / "stored" / "articles.parquet")
    first[["article_id"]].to_parquet(tmp_path / "stored" / "zones.parquet")
    (tmp_path / "stored" / "about.json").write_text("{}")
    second = read_corpus(tmp_path / "stored").articles
    same = [column for column in first.columns if column not in ("source_file", "place")]
    assert len(second) == 4 and list(second.columns) == list(first.columns)
    pd.testing.assert_frame_equal(second[same], first[same])


def test_a_word_for_no_id_is_no_id(tmp_path):
    rows = [{"id": "empty", "outlet": "A", "text": f"article number {i}"} for i in (1, 2)] + [
        {"id": "x", "outlet": "A", "text": "a third"}
    ]
    (tmp_path / "c.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    corpus = read_corpus(tmp_path / "c.jsonl")
    assert list(corpus.articles["article_id"]) == ["c:1", "c:2", "x"]
    assert list(corpus.notices.query("kind == 'article_id'")["place"]) == ["line 1", "line 2"]
