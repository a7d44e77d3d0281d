"""What a reader should know: notices, language, `check_corpus`, real files."""

import json
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest
from reading_files import ROWS, as_csv, kinds, messages, put

from framing.errors import InputError
from framing.reading import check_corpus, read_corpus

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


@pytest.mark.parametrize("name", ["(wire)", "(rest)"])
def test_an_outlet_with_a_name_of_the_tables_own_is_told_until_it_is_renamed(tmp_path, name):
    rows = [{"outlet": outlet, "text": f"{ENGLISH} {i}"} for i, outlet in enumerate([name, name, "Herald", "wire"])]
    put(tmp_path, a__csv=as_csv(rows))
    (told,) = messages(read_corpus(tmp_path), "outlet")
    assert told.startswith(f"2 articles of an outlet '{name}': ")
    assert told.endswith("; give it another name in outlets.csv")
    put(tmp_path, outlets__csv=f"outlet,name\n{name},Agency\n")
    assert messages(read_corpus(tmp_path), "outlet") == []


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
    assert messages(corpus, "date")[-2:] == [
        "no date: 192 of 1,524 articles",
        "1 of 1,331 articles are dated 2001 or earlier, all others 2010 or later",
    ]
    assert len(messages(corpus, "date")) == 3  # and 0001-11-30


@pytest.mark.shared
def test_exports_of_databases_are_named_not_read(shared):
    expect = {
        "lexisnexistools/sample.DOCX": "DOCX", "lexisnexistools/sample.TXT": "Nexis text export",
        "tm_factiva/factiva_test.html": "HTML", "tm_factiva/factiva_test.xml": "XML", "synthetic.rtf": "RTF",
    }  # fmt: skip
    for name, kind in expect.items():
        with pytest.raises(InputError, match=f"{kind} is not supported"):
            read_corpus(shared / "exports" / name)
