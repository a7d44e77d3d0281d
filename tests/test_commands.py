"""Commands: one line for each slip, counts with their nouns, doubts told once."""

import json

import pytest

from framing.cli import main

ENGLISH = "The mayor said on Monday that the city would not help the agents who came to the market and that it was not asked to."
GERMAN = "Der Bürgermeister sagte am Montag, die Stadt werde den Beamten nicht helfen, die zum Markt kamen, und sei nie gefragt worden."


@pytest.fixture
def mixed(tmp_path):
    """Three articles, two of them German."""
    texts = [ENGLISH, GERMAN, GERMAN.replace("Montag", "Dienstag")]
    rows = [
        {"id": f"a{i}", "outlet": "Courier", "date": f"2022-03-0{i + 1}", "text": text} for i, text in enumerate(texts)
    ]
    place = tmp_path / "mixed.jsonl"
    place.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return place


def test_check_tells_a_doubt_about_language_once_with_a_count(mixed, capsys):
    assert main(["check", str(mixed)]) == 0
    doubts = [line for line in capsys.readouterr().out.splitlines() if "in doubt" in line]
    assert doubts == [
        "notice   2 articles in doubt whether English, the first: mixed.jsonl line 2: does not look English: 0 % common English "
        "words; --json lists all"
    ]
    assert main(["check", str(mixed), "--json"]) == 0
    notices = json.loads(capsys.readouterr().out)["notices"]
    assert [row["place"] for row in notices if row["kind"] == "language" and row["place"]] == ["line 2", "line 3"]


def test_other_commands_tell_a_doubt_about_language_on_the_error_stream(mixed, capsys):
    assert main(["concordance", str(mixed), "city"]) == 0
    said = capsys.readouterr()
    assert "English" not in said.out and said.err.count("2 articles in doubt whether English") == 1
    assert "1 occurrence in 1 article\n" in said.err


def test_a_corpus_in_english_raises_no_doubt(tmp_path, capsys):
    (tmp_path / "one.txt").write_text(ENGLISH, encoding="utf-8")
    assert main(["concordance", str(tmp_path), "city"]) == 0
    assert "English" not in capsys.readouterr().err


def test_a_text_column_that_text_files_do_not_have_is_told(tmp_path, capsys):
    (tmp_path / "one.txt").write_text(ENGLISH, encoding="utf-8")
    assert main(["check", str(tmp_path), "--column", "text=body"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 article, 0 skipped, ")
    assert "text=body tells nothing here: the text of a text file is the file itself" in said


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["report", "corpus", "--name", "../../x"], "name '../../x': a report's name is one folder below"),
        (["report", "corpus", "--name", ".."], "name '..': a report's name is one folder below"),
        (["build", "--jobs", "0"], "--jobs 0: at least 1; leave it out"),
        (["build", "--jobs", "-2"], "--jobs -2: at least 1"),
        (["collocates", "corpus", "city", "--window", "-1"], "--window -1: words on each side, 1 or more; 0 for the whole sentence"),
        (["check", "corpus", "--column", "outlet=paper"], "text files: no column 'paper' for outlet; columns found: text."),
    ],
)  # fmt: skip
def test_a_slip_is_one_line_and_nothing_is_written(arguments, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/one.txt").write_text(ENGLISH, encoding="utf-8")
    assert main(arguments) in (2, 3)
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and told.startswith("framing: ") and said in told
    assert [path.name for path in tmp_path.rglob("*")] == ["corpus", "one.txt"]


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["check"], "1 article, 0 skipped, "),
        (["copies"], "1 article, 0 copies "),
        (["outlets"], "1 outlet, 0 that"),
        (["shared"], "0 passages in 0 articles of 0 outlets"),
    ],
)  # fmt: skip
def test_one_is_no_plural(arguments, said, tmp_path, capsys):
    (tmp_path / "one.txt").write_text(ENGLISH, encoding="utf-8")
    assert main([arguments[0], str(tmp_path), *arguments[1:]]) == 0
    assert said in capsys.readouterr().out
