"""Text files: front matter, an index, line ends."""

import os

import pandas as pd
import pytest
from reading_files import ARTICLE, as_zip, kinds, messages, put

from framing.errors import InputError
from framing.reading import read_corpus


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


def test_a_cr_inside_a_cell_is_a_line_end_of_the_text(tmp_path):
    put(tmp_path, a__csv='outlet,text\nA,Some words\rand more.\nB,"Other\rwords\r\nand\nmore."\n')
    assert list(read_corpus(tmp_path).articles["text"]) == ["Some words\nand more.", "Other\nwords\nand\nmore."]


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


def test_a_file_that_is_listed_twice_is_one_article_and_a_skipped_row(tmp_path):
    put(tmp_path, index__csv="file,outlet\na.txt,A\nb.txt,B\n./a.txt,C\n", a__txt="Some words.", b__txt="Other words.")
    corpus = read_corpus(tmp_path)
    assert list(corpus.articles["outlet"]) == ["A", "B"]
    reason = "listed already in row 2; a file is one article"
    assert corpus.skipped.values.tolist() == [["index.csv", "row 4", "file", "./a.txt", reason]]


def test_an_index_that_names_no_files_says_which_column_it_lacks(tmp_path):
    put(tmp_path, index__csv="filename,outlet\na.txt,A\n", a__txt="Some words.")
    said = "index.csv: no column 'file' that names the text files; columns found: filename, outlet; rename the one that does."
    with pytest.raises(InputError) as error:
        read_corpus(tmp_path)
    assert str(error.value) == f"{said} Did you mean 'filename'?"
    # A table of articles may be called index.csv too.
    put(tmp_path, index__csv="text,outlet\nMore words.,A\n")
    assert len(read_corpus(tmp_path)) == 2


def test_texts_that_name_no_outlet_get_unknown_and_a_notice(tmp_path):
    corpus = read_corpus(put(tmp_path, a__txt="Some words.", b__txt="Other words."))
    assert list(corpus.articles["outlet"]) == ["unknown", "unknown"]
    assert messages(corpus, "outlet") == ["no outlet is named anywhere: 'unknown' is used"]


def test_where_some_name_an_outlet_the_others_are_skipped(tmp_path):
    corpus = read_corpus(put(tmp_path, a__txt="---\noutlet: A\n---\nSome words.", b__txt="Other words."))
    assert list(corpus.articles["outlet"]) == ["A"]
    assert corpus.skipped.values.tolist() == [["b.txt", "", "outlet", "", "empty"]]


def test_hidden_folders_are_not_entered(tmp_path):
    for name in (".git", "__MACOSX"):
        (tmp_path / name).mkdir()
        put(tmp_path / name, b__txt="Not an article.")
    corpus = read_corpus(put(tmp_path, a__txt="Some words."))
    assert list(corpus.files) == ["a.txt"] and "ignored" not in kinds(corpus)
