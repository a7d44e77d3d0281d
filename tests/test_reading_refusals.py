"""What is skipped or refused, and what the message names."""

import gzip
import io
import os
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_files import ARTICLE, ROWS, as_csv, as_jsonl, as_parquet, as_zip, messages, put

from framing.errors import InputError, UsageError
from framing.reading import check_corpus, read_corpus

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


def test_a_link_in_a_zip_is_refused(tmp_path):
    link = zipfile.ZipInfo("a.csv")
    link.create_system, link.external_attr = 3, 0o120777 << 16  # a symbolic link, as Unix stores it
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/hostname")
    with pytest.raises(InputError, match=r"a\.zip: its member 'a\.csv' is a link"):
        read_corpus(put(tmp_path, a__zip=out.getvalue()))
