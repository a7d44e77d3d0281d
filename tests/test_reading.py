"""Reading: which files become which articles, and what is said of the rest."""

import csv
import gzip
import io
import json
import os
import zipfile
from hashlib import sha256

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import InputError, UsageError
from framing.reading import check_corpus, read_corpus
from framing.schema import TABLES

ARTICLE = "The mayor signed the order in the hall on Tuesday."
ROWS = [
    {"id": "a1", "outlet": "Courier", "date": "2021-03-09", "title": "Mayor signs order", "text": ARTICLE},
    {
        "id": "a2",
        "outlet": "Herald",
        "date": "2021-03",
        "title": "",
        "text": "The pastor opened the hall for families.",
    },
    {"id": "a3", "outlet": "Courier", "date": "", "title": "No date", "text": "The sheriff answered with a letter."},
]


def as_csv(rows, delimiter=","):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_jsonl(rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def as_parquet(rows):
    out = io.BytesIO()
    pd.DataFrame(rows).to_parquet(out)
    return out.getvalue()


def as_zip(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def put(folder, **files):
    """Write files whose names are given with `__` for a point."""
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def kinds(corpus):
    return list(corpus.notices["kind"])


def messages(corpus, kind):
    return list(corpus.notices.loc[corpus.notices["kind"] == kind, "message"])


# ---------------------------------------------------------------- the articles table


def test_an_article_has_every_column_of_the_schema_and_then_the_sources_own(tmp_path):
    rows = [{**row, "leaning": "left", "split_random": str(i)} for i, row in enumerate(ROWS)]
    articles = read_corpus(put(tmp_path, a__csv=as_csv(rows))).articles
    assert list(articles.columns) == [*TABLES["articles"], "leaning", "split_random"]
    assert {name: str(kind) for name, kind in articles.dtypes.items()} == {
        **{name: kind if kind != "str" else "str" for name, kind in TABLES["articles"].items()},
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
    for source in (tmp_path / name,):
        found = read_corpus(source).articles
        same = [column for column in expect.columns if column not in ("source_file", "place")]
        pd.testing.assert_frame_equal(found[same], expect[same])


def test_places_count_as_each_format_counts(tmp_path):
    put(tmp_path, a__csv=as_csv(ROWS[:1]), b__jsonl="\n" + as_jsonl(ROWS[1:2]), c__parquet=as_parquet(ROWS[2:]))
    put(tmp_path, d__txt="Four words stand here.", e__json=json.dumps([{**ROWS[0], "id": "a5"}]))
    articles = read_corpus(tmp_path, columns=None).articles
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
    table = pd.DataFrame(
        {
            "id": [7, 8],
            "published": pd.to_datetime(["2021-03-09", None]),
            "text": ["Some words here.", "More words here."],
            "share": [0.5, float("nan")],
        }
    )
    table.to_parquet(tmp_path / "a.parquet")
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


# ---------------------------------------------------------------- text files


def test_front_matter_is_metadata_and_the_text_begins_after_it(tmp_path):
    put(
        tmp_path,
        a__txt=f'\ufeff---\r\nOutlet: Courier\r\ndate: 2021-03\r\ntitle: "Yes: no"\r\nleaning: left\r\n---\r\n\r\n{ARTICLE}\r\n',
    )
    article = read_corpus(tmp_path).articles.iloc[0]
    assert (article.outlet, article.published, article.headline, article.leaning) == (
        "Courier",
        "2021-03",
        "Yes: no",
        "left",
    )
    assert article.text == f"Yes: no\n\n{ARTICLE}\n"


@pytest.mark.parametrize(
    "text", ["---\n\nNot front matter, a rule.\n---\nMore.", "---\noutlet: A\nnever closed", "--- a dash"]
)
def test_dashes_that_are_no_front_matter_stay_text(tmp_path, text):
    corpus = read_corpus(put(tmp_path, a__txt=text))
    assert corpus.articles["text"][0] == text
    assert ("front matter" in kinds(corpus)) == text.startswith("---\n")


def test_literal_values_in_front_matter_are_strings(tmp_path):
    put(tmp_path, a__txt=f"---\noutlet: no\nsection: 007\nstory: [a, b]\n---\n{ARTICLE}")
    article = read_corpus(tmp_path).articles.iloc[0]
    assert (article.outlet, article.section, article.story) == ("no", "007", "[a, b]")


def test_line_ends_become_lf_and_nothing_else_changes(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"  One\r\n\r\ntwo\rthree\t \xc2\xa0four \n\n")
    assert read_corpus(tmp_path).articles["text"][0] == "  One\n\ntwo\nthree\t \u00a0four \n\n"


def index_folder(folder):
    (folder / "articles").mkdir()
    (folder / "gold").mkdir()
    put(
        folder / "articles",
        a__txt="The text of a.",
        b__txt=f"---\nsection: Metro\n---\n{ARTICLE}",
        c__txt="Not listed.",
    )
    put(folder / "gold", zones__csv="file,start\na,0\n")
    put(folder, README__md="# About", notes__txt="Not beside the articles.")
    index = "file,outlet,date,section\narticles/b.txt,Herald,2021-03-09,\n./articles/a.txt,Courier,,Opinion\n"
    return put(folder, index__csv=index)


def test_an_index_says_which_files_are_articles(tmp_path):
    corpus = read_corpus(index_folder(tmp_path))
    articles = corpus.articles
    assert articles[["article_id", "source_file", "outlet", "published", "section"]].values.tolist() == [
        ["a", "articles/a.txt", "Courier", "", "Opinion"],
        ["b", "articles/b.txt", "Herald", "2021-03-09", "Metro"],
    ]
    assert messages(corpus, "unlisted") == ["text files beside those of the index, not read: articles/c.txt"]
    assert messages(corpus, "date") == ["no date: 1 of 2 articles"]
    assert set(corpus.files) == {"index.csv", "articles/a.txt", "articles/b.txt"}


def test_a_zip_of_a_folder_is_that_folder(tmp_path):
    (tmp_path / "plain").mkdir()
    folder = index_folder(tmp_path / "plain")
    members = {f"corpus/{p.relative_to(folder)}": p.read_text() for p in folder.rglob("*") if p.is_file()}
    (tmp_path / "a.zip").write_bytes(as_zip({**members, "__MACOSX/._a": "x"}))
    found, plain = read_corpus(tmp_path / "a.zip").articles, read_corpus(folder).articles
    same = [column for column in plain.columns if column != "source_file"]
    pd.testing.assert_frame_equal(found[same], plain[same])
    assert list(found["source_file"]) == ["a.zip/corpus/articles/a.txt", "a.zip/corpus/articles/b.txt"]


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/hostname", "articles/../../outside.txt", "C:\\outside.txt"])
def test_an_index_cannot_leave_its_folder(tmp_path, name):
    (tmp_path / "outside.txt").write_text("Secret words.")
    (tmp_path / "corpus").mkdir()
    put(tmp_path / "corpus", index__csv=f"file,outlet\n{name},A\n")
    with pytest.raises(InputError, match="index.csv, row 2: .*would leave the folder"):
        read_corpus(tmp_path / "corpus")


def test_a_listed_link_that_leaves_the_folder_is_refused(tmp_path):
    (tmp_path / "outside.txt").write_text("Secret words.")
    (tmp_path / "corpus").mkdir()
    put(tmp_path / "corpus", index__csv="file,outlet\na.txt,A\n")
    os.symlink(tmp_path / "outside.txt", tmp_path / "corpus" / "a.txt")
    with pytest.raises(InputError, match=r"a\.txt: a link that leaves the folder"):
        read_corpus(tmp_path / "corpus")


def test_listed_files_that_are_missing_are_skipped_rows(tmp_path):
    put(tmp_path, index__csv="file,outlet\na.txt,A\ngone.txt,B\n,C\n", a__txt="Some words.")
    corpus = read_corpus(tmp_path)
    assert corpus.skipped.values.tolist() == [
        ["index.csv", "row 3", "file", "gone.txt", "no such file"],
        ["index.csv", "row 4", "file", "", "empty"],
    ]


def test_texts_that_name_no_outlet_get_unknown_and_a_notice(tmp_path):
    corpus = read_corpus(put(tmp_path, a__txt="Some words.", b__txt="Other words."))
    assert list(corpus.articles["outlet"]) == ["unknown", "unknown"]
    assert messages(corpus, "outlet") == ["no outlet is named anywhere: 'unknown' is used"]


def test_where_some_name_an_outlet_the_others_are_skipped(tmp_path):
    corpus = read_corpus(put(tmp_path, a__txt="---\noutlet: A\n---\nSome words.", b__txt="Other words."))
    assert list(corpus.articles["outlet"]) == ["A"]
    assert corpus.skipped.values.tolist() == [["b.txt", "", "outlet", "", "empty"]]


# ---------------------------------------------------------------- nothing vanishes

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_read_and_skipped_are_the_rows_of_a_csv(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("law")
    table = [{"outlet": a, "date": b, "text": c} for a, b, c in rows] + [{"outlet": "A", "date": "", "text": ARTICLE}]
    for name, content in (("a.csv", as_csv(table)), ("a.jsonl", as_jsonl(table))):
        (folder / name).write_text(content, encoding="utf-8", newline="")
        found = check_corpus(folder / name)
        assert found["articles"] + len(found["skipped"]) == len(table)
        for row in found["skipped"] + found["notices"]:
            assert all(str(value).isprintable() for value in row.values())


@given(st.lists(CELLS.filter(str.strip), min_size=1, max_size=5), st.sampled_from(["a.csv", "a.jsonl", "a.parquet"]))
def test_a_text_comes_back_as_it_was_written(tmp_path_factory, texts, name):
    folder = tmp_path_factory.mktemp("law")
    texts = [f"Word {text} word." for text in texts]
    write = {"a.csv": as_csv, "a.jsonl": as_jsonl, "a.parquet": as_parquet}[name]
    content = write([{"text": text} for text in texts])
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    expect = [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts]
    assert list(read_corpus(folder).articles["text"]) == expect


def test_a_row_is_skipped_with_its_place_field_and_reason(tmp_path):
    rows = [
        *ROWS[:1],
        {**ROWS[1], "text": " \u00a0\u200b"},
        {**ROWS[1], "id": "a4", "outlet": " "},
        {**ROWS[1], "id": "a5", "text": "https://example.org/a-b 123 !"},
        ROWS[0],
    ]
    content = as_csv(rows) + 'a6,A,2021,T\na7,A,2021,T,x,y\na8,A,2021,"stray "mark" here",x\n'
    corpus = read_corpus(put(tmp_path, a__csv=content))
    assert corpus.skipped[["place", "field", "reason"]].values.tolist() == [
        ["row 7", "", "4 fields, the header has 5"],
        ["row 8", "", "6 fields, the header has 5"],
        ["row 9", "", "a stray quotation mark; inside a cell it is doubled"],
        ["row 3", "text", "empty"],
        ["row 4", "outlet", "empty"],
        ["row 5", "text", "no words"],
        ["row 6", "article_id", "the same article_id and text as a.csv row 2"],
    ]
    assert len(corpus) == 1


def test_a_quotation_mark_that_swallows_rows_is_an_error(tmp_path):
    content = as_csv(ROWS) + 'a4,A,2021,"never closed,text\na5,A,2021,t,Some words.\n'
    with pytest.raises(InputError, match=r"a\.csv, row 5 .*quotation mark is opened and not closed"):
        read_corpus(put(tmp_path, a__csv=content))
    content = as_csv(ROWS) + 'a4,A,2021,"never closed,text\na5,A,2021,"t",Some words.\n'
    with pytest.raises(InputError, match=r"a\.csv, row 5 .*quotation mark"):
        read_corpus(put(tmp_path, a__csv=content))


def test_one_id_for_two_texts_names_both_files(tmp_path):
    put(tmp_path, a__csv=as_csv(ROWS), b__jsonl=as_jsonl([{**ROWS[1], "text": "Another text."}]))
    with pytest.raises(InputError, match=r"a\.csv row 3 and b\.jsonl line 1: article_id 'a2'"):
        read_corpus(tmp_path)


def test_too_many_skipped_rows_stop_reading_but_not_checking(tmp_path):
    rows = [{"outlet": "A", "text": "" if i < 3 else f"Text {i}."} for i in range(20)]
    put(tmp_path, a__csv=as_csv(rows))
    with pytest.raises(
        InputError, match=r"20 rows.*3 skipped, the first: a\.csv, row 2, text: empty.*--max-skipped 0\.15"
    ):
        read_corpus(tmp_path)
    assert len(read_corpus(tmp_path, max_skipped=0.15)) == 17
    assert len(check_corpus(tmp_path)["skipped"]) == 3
    put(tmp_path, a__csv=as_csv(rows[:19]))  # of fewer than 20 rows a share says little
    assert len(read_corpus(tmp_path)) == 16
    put(tmp_path, a__csv=as_csv([*rows[1:], {"outlet": "A", "text": "One more."}]))  # 2 of 20 is a tenth, not more
    assert len(read_corpus(tmp_path)) == 18


def test_a_format_that_is_not_read_is_a_skipped_file_beside_others(tmp_path):
    put(
        tmp_path,
        a__csv=as_csv(ROWS),
        b__html="<html><p>Words</p>",
        c__docx=as_zip({"[Content_Types].xml": "", "word/document.xml": ""}),
    )
    put(tmp_path, d__txt="1 of 3 DOCUMENTS\n\nThe Courier\n", e__csv="", photo__jpg=b"\xff\xd8")
    corpus = read_corpus(tmp_path)
    found = dict(zip(corpus.skipped["source_file"], corpus.skipped["reason"], strict=True))
    assert [reason.split(" is not")[0] for reason in found.values()] == [
        "HTML",
        "DOCX",
        "Nexis text export",
        "empty file (0 bytes)",
    ]
    assert list(found) == ["b.html", "c.docx", "d.txt", "e.csv"]
    assert messages(corpus, "ignored") == ["no articles by their name, not read: photo.jpg"]


# ---------------------------------------------------------------- limits, encodings, formats


@pytest.mark.parametrize(
    ("name", "content", "limit"),
    [
        ("a.csv", as_csv(ROWS), "article_chars"),
        ("a.jsonl", as_jsonl(ROWS), "article_chars"),
        ("a.txt", ARTICLE, "article_chars"),
        ("a.csv", as_csv(ROWS), "file_bytes"),
        ("a.jsonl", '{"text": "Some words.", "tags": [[[1]]]}', "json_depth"),
        ("a.csv.gz", gzip.compress(as_csv(ROWS).encode()), "inflated_bytes"),
        ("a.zip", as_zip({"a.csv": as_csv(ROWS)}), "inflated_bytes"),
        ("a.parquet", as_parquet(ROWS), "inflated_bytes"),
    ],
)
def test_a_limit_names_itself_and_how_to_raise_it(tmp_path, name, content, limit):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    assert len(read_corpus(tmp_path)) > 0
    with pytest.raises(InputError, match=rf"{name}.*{limit}=3.*--limit {limit}=\d+"):
        read_corpus(tmp_path, limits={limit: 3})


def test_too_many_files_are_refused(tmp_path):
    put(tmp_path, a__txt="One.", b__txt="Two.")
    with pytest.raises(InputError, match="more than files=1; .*--limit files=10"):
        read_corpus(tmp_path, limits={"files": 1})


def test_other_encodings_are_located_and_read_when_named(tmp_path):
    content = as_csv([{"id": "1", "text": "The café opened."}])
    (tmp_path / "a.csv").write_bytes(content.encode("cp1252"))
    place = content.index("é")
    with pytest.raises(InputError, match=rf"a\.csv, line 2: byte {place} \(0xe9\) is not UTF-8.*--encoding cp1252"):
        read_corpus(tmp_path)
    assert read_corpus(tmp_path, encoding="cp1252").articles["text"][0] == "The café opened."
    for encoding, named in (("utf-16", "UTF-16"), ("utf-16-le", "UTF-16-LE"), ("utf-16-be", "UTF-16-BE")):
        (tmp_path / "a.csv").write_bytes(content.encode(encoding))
        with pytest.raises(InputError, match=f"line 1: is {named}.*--encoding {named.lower()}"):
            read_corpus(tmp_path)
        assert read_corpus(tmp_path, encoding=named.lower()).articles["text"][0] == "The café opened."


def test_semicolons_are_named_and_read_when_told(tmp_path):
    put(tmp_path, a__csv=as_csv(ROWS, ";"))
    with pytest.raises(
        InputError, match=r"a\.csv: one column found; the file looks ;-separated: say so with --format csv2"
    ):
        read_corpus(tmp_path)
    assert len(read_corpus(tmp_path, format="csv2")) == 3


@pytest.mark.parametrize(
    "wrong",
    [{"format": "docx"}, {"encoding": "utf-99"}, {"date_format": "%d"}, {"limits": {"chars": 1}}, {"max_skipped": 7}],
)
def test_an_unknown_choice_is_refused_before_anything_is_read(tmp_path, wrong):
    with pytest.raises(UsageError):
        read_corpus(tmp_path / "nowhere", **wrong)


def test_a_missing_source_names_the_nearest(tmp_path):
    put(tmp_path, corpus__csv=as_csv(ROWS))
    with pytest.raises(InputError, match=r"corpus\.cvs: no such file or folder\. Did you mean 'corpus\.csv'\?"):
        read_corpus(tmp_path / "corpus.cvs")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_fifo_is_refused_and_never_opened(tmp_path):
    os.mkfifo(tmp_path / "a.csv")
    for source in (tmp_path, tmp_path / "a.csv"):
        with pytest.raises(InputError, match=r"a\.csv: is not a regular file"):
            read_corpus(source)


# ---------------------------------------------------------------- what a reader should know

GERMAN = "Der Bürgermeister hat am Dienstag in der alten Halle einen Erlass unterschrieben, und die Leute haben lange dazu geklatscht und gerufen."
FRENCH = "Le maire a signé mardi un arrêté dans la vieille salle, et les gens ont longtemps applaudi avant de rentrer chez eux sous la pluie."
SPANISH = "El alcalde firmó el martes una orden en la vieja sala, y la gente aplaudió durante mucho tiempo antes de volver a casa con lluvia."
DUTCH = "De burgemeester heeft dinsdag in de oude zaal een besluit getekend, en de mensen klapten lang voor ze in de regen naar huis gingen."
ENGLISH = "The mayor signed an order in the old hall on Tuesday, and the people clapped for a long time before they went home in the rain."


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        (ENGLISH, "en", False), (GERMAN, "", True), (FRENCH, "", True), (SPANISH, "", True), (DUTCH, "", True),
        ("非法移民在边境", "", True), ("Мэр подписал указ.", "", True), ("The mayor signed.", "", False),
        ("Anna Ray, Ben Cole", "", False), ("The mayor (市长) signed an order.", "", False),
    ],
)  # fmt: skip
def test_language_is_said_only_where_it_is_sure(tmp_path, text, language, told):
    corpus = read_corpus(put(tmp_path, a__txt=text))
    assert corpus.articles["language"][0] == language
    assert ("language" in kinds(corpus)) == told


def test_a_column_of_languages_is_believed(tmp_path):
    rows = [{"language": name, "text": f"{ENGLISH} {i}"} for i, name in enumerate(["en-GB", "English", "de", ""])]
    corpus = read_corpus(put(tmp_path, a__csv=as_csv(rows)))
    assert list(corpus.articles["language"]) == ["en", "en", "de", "en"]
    assert messages(corpus, "language") == ["language 'de': lexicon and tone are for English"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("mojibake", "He said â€œyesâ€\x9d to it"),
        ("mojibake", "The cafÃ© opened"),
        ("mixed_script", "ill\u0435gal dumping"),
        ("markup", "<p class='x'>One</p>"),
        ("markup", "Fish &amp; chips"),
        ("control", "red\x1b[31m"),
        ("control", "abc\u202ecba"),
        ("encoding", "a \ufffd b"),
    ],
)
def test_odd_characters_are_told_and_kept(tmp_path, kind, text):
    corpus = read_corpus(put(tmp_path, a__txt=text))
    assert corpus.articles["text"][0] == text
    assert kind in kinds(corpus)
    assert all(message.isprintable() for message in corpus.notices["message"])


@pytest.mark.parametrize(
    "text",
    [
        "SÃO PAULO, NÃO",
        "café, naïve, Ångström",
        "The α and β rays of the Μουσείο museum",
        "a < b & c > d",
        "AT&T's 5 <3",
        "tab\tend\n",
    ],
)
def test_lookalikes_are_left_alone(tmp_path, text):
    corpus = read_corpus(put(tmp_path, a__txt=text))
    assert set(kinds(corpus)) <= {"columns", "outlet", "date"}


def test_each_odd_date_has_a_notice_and_all_missing_ones_share_one(tmp_path):
    rows = [{"date": value, "text": f"Text {i}."} for i, value in enumerate(["9/6/17", "", "2021-03", "\u202e1", ""])]
    corpus = read_corpus(put(tmp_path, a__csv=as_csv(rows)))
    found = corpus.notices[corpus.notices["kind"] == "date"]
    assert list(found["place"]) == ["row 2", "row 5", ""]
    assert "'9/6/17'" in list(found["message"])[0] and "'\\u202e1'" in list(found["message"])[1]
    assert list(found["message"])[2] == "no date: 2 of 5 articles"
    assert list(corpus.articles["published"]) == ["", "", "2021-03", "", ""]


def test_check_tells_what_was_read_and_can_be_written_as_json(tmp_path):
    found = check_corpus(put(tmp_path, a__csv=as_csv(ROWS)))
    assert json.loads(json.dumps(found)) == found
    assert found["articles"] == 3 and found["outlets"] == {"Courier": 2, "Herald": 1}
    assert found["dates"] == {"first": "2021-03", "last": "2021-03-09", "day": 1, "month": 1, "year": 0, "none": 1}
    assert found["columns"] == {
        "a.csv": {"article_id": "id", "outlet": "outlet", "published": "date", "headline": "title", "text": "text"}
    }
    assert found["files"] == {"a.csv": sha256(as_csv(ROWS).encode()).hexdigest()}


def test_reading_twice_gives_equal_tables(tmp_path):
    put(tmp_path, a__csv=as_csv(ROWS), b__txt="Some words here.")
    one, two = read_corpus(tmp_path), read_corpus(tmp_path)
    for name in ("articles", "skipped", "notices"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))
    assert one.files == two.files


# ---------------------------------------------------------------- real files


@pytest.fixture(scope="module")
def shared():
    from pathlib import Path

    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("../shared is absent")
    return folder


@pytest.mark.shared
def test_five_real_pages_by_their_index(shared):
    articles = read_corpus(shared / "articles").articles
    assert list(articles["date_precision"]) == ["day", "month", "month", "month", "none"]
    assert list(articles["article_id"])[0] == "000_329404b1ee5e9dcf"
    assert set(articles["language"]) == {"en"} and articles["headline_end"].isna().all()


@pytest.mark.shared
def test_odd_dates_of_real_articles_cost_no_article(shared):
    corpus = read_corpus(shared / "allsides_sample.jsonl.gz")
    assert len(corpus) == 8137 and len(corpus.skipped) == 0
    assert len(messages(corpus, "date")) == 10  # ten dates such as 9/6/17
    assert (corpus.articles["language"] == "en").mean() > 0.999
    assert "language" not in kinds(corpus)
    assert {"leaning", "topic", "split_random", "split_media"} <= set(corpus.articles.columns)


@pytest.mark.shared
def test_missing_dates_of_real_articles_are_one_notice(shared):
    corpus = read_corpus(shared / "allsides_immigration.jsonl.gz")
    assert len(corpus) == 1524 and corpus.articles["outlet"].nunique() == 96
    assert messages(corpus, "date")[-1] == "no date: 192 of 1,524 articles"
    assert len(messages(corpus, "date")) == 2  # and 0001-11-30


@pytest.mark.shared
def test_exports_of_databases_are_named_not_read(shared):
    expect = {
        "lexisnexistools/sample.DOCX": "DOCX", "lexisnexistools/sample.TXT": "Nexis text export",
        "tm_factiva/factiva_test.html": "HTML", "tm_factiva/factiva_test.xml": "XML", "synthetic.rtf": "RTF",
    }  # fmt: skip
    for name, kind in expect.items():
        with pytest.raises(InputError, match=f"{kind} is not supported"):
            read_corpus(shared / "exports" / name)
