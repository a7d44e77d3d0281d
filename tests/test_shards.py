"""A corpus of any size: the same bytes whatever the batches, the workers, the order of files and the kills."""

import json
import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

import framing as fr
from framing.annotate import annotate
from framing.errors import InputError, LockError, UsageError
from framing.export import measures, write_measures
from framing.layers import Layers
from framing.publish import lock
from framing.reading import read_batches, read_corpus
from framing.schema import frame
from framing.shards import measure
from framing.survey import gather, merge, survey


@pytest.fixture(scope="module")
def source(tmp_path_factory, demo):
    """The demo corpus as two JSON Lines files and a Parquet file; the wire's texts stand in several of them."""
    folder = tmp_path_factory.mktemp("source")
    columns = ["article_id", "outlet", "producer", "genre", "published", "text", "story"]
    rows = demo.articles[columns]
    for name, part in (("c.jsonl", rows[40:]), ("a.jsonl", rows[:21])):
        part.to_json(folder / name, orient="records", lines=True)
    rows[21:40].to_parquet(folder / "b.parquet")
    return folder


@pytest.fixture(scope="module")
def expected(source, tmp_path_factory):
    """What one batch gives, by the functions that hold all in memory."""
    folder = tmp_path_factory.mktemp("expected")
    layers = annotate(read_corpus(source), "immigration", to=folder)
    write_measures(layers, folder)
    return contents(folder)


def contents(folder):
    """The tables of a folder; the manifest also lists shards, which are the batches' own."""
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return {name: data for name, data in found.items() if name not in ("manifest.json", ".lock")}


@pytest.mark.parametrize("batch", [7, 20, 2_000])
def test_any_batch_gives_the_bytes_of_the_whole(source, expected, tmp_path, batch):
    measure(source, to=tmp_path, batch=batch)
    assert contents(tmp_path) == expected
    assert (tmp_path / "shards").exists() == (batch < 57)


def test_two_processes_give_the_bytes_of_one(source, expected, tmp_path):
    measure(source, to=tmp_path, batch=30, workers=2)
    assert contents(tmp_path) == expected


def test_an_executor_of_ones_own_takes_the_place_of_processes(source, expected, tmp_path):
    with ThreadPoolExecutor(2) as executor:
        measure(source, to=tmp_path, batch=30, executor=executor)
    assert contents(tmp_path) == expected


def test_a_rerun_does_nothing(source, tmp_path):
    assert not measure(source, to=tmp_path, batch=20).unchanged
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.name != ".lock"}
    found = measure(source, to=tmp_path, batch=7, workers=2)
    assert found.unchanged and found.articles == 57
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.name != ".lock"} == before


def test_what_was_changed_in_the_folder_is_made_anew_from_the_shards(source, expected, tmp_path, monkeypatch):
    measure(source, to=tmp_path, batch=20)
    (tmp_path / "tone.csv").write_text("changed")
    monkeypatch.setattr("framing.shards.files.annotate_batch", lambda *_: pytest.fail("a shard was made again"))
    assert not measure(source, to=tmp_path, batch=20).unchanged
    assert contents(tmp_path) == expected


def test_one_changed_article_changes_its_shard_alone(source, tmp_path):
    rows = [json.loads(line) for line in (source / "a.jsonl").read_text().splitlines()]
    path = tmp_path / "a.jsonl"
    write = lambda: path.write_text("".join(json.dumps(row) + "\n" for row in rows))  # noqa: E731
    write()
    measure(path, to=tmp_path / "out", batch=7)
    before = {shard.name for shard in (tmp_path / "out/shards").iterdir()}
    rows[10]["text"] += " The mayor waited."
    write()
    measure(path, to=tmp_path / "out", batch=7)
    after = {shard.name for shard in (tmp_path / "out/shards").iterdir()}
    assert len(before) == len(after) == 3 and len(before & after) == 2


def test_the_manifest_counts_and_every_hash_in_it_is_true(source, tmp_path):
    from framing.shards.files import digest

    with (source / "d.jsonl").open("w") as extra:
        extra.write('{"article_id": "z", "outlet": "Courier", "published": "", "text": ""}\n')
    try:
        measure(source, to=tmp_path, batch=20, max_skipped=1)
    finally:
        (source / "d.jsonl").unlink()
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["articles"] == {"read": 58, "used": 57, "skipped": 1}
    assert all(digest(tmp_path / name) == sha for name, sha in manifest["outputs"].items())
    for shard, tables in manifest["shards"].items():
        assert all(digest(tmp_path / "shards" / shard / f"{name}.parquet") == sha for name, sha in tables.items())


@pytest.mark.parametrize("named", [{3}, set()], ids=["the last alone", "none"])
def test_batches_without_any_name_are_no_trouble(named, tmp_path):
    texts = [f"Article {i}. " + ("Illegal immigrants came." if i in named else "It rained.") for i in range(4)]
    table = pd.DataFrame({"article_id": list("abcd"), "outlet": "Herald", "text": texts})
    table.to_csv(tmp_path / "a.csv", index=False)
    assert measure(tmp_path / "a.csv", to=tmp_path / "out", batch=2).mentions == len(named)


def ended(group):
    """Wait for the workers of a killed run: they notice that they are alone within half a second of what the machine gives them."""
    for _ in range(600):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)


def test_a_run_killed_at_any_moment_is_completed_by_the_next(source, expected, tmp_path):
    seed = random.SystemRandom().randrange(10_000)
    print(f"seed {seed}")
    chance = random.Random(seed)
    command = [sys.executable, "-m", "framing", "measure", str(source), "--to", str(tmp_path), "--batch", "20"]
    kills = 0
    for _ in range(4):
        workers = str(chance.choice([1, 1, 2]))
        run = subprocess.Popen([*command, "--workers", workers], stdout=subprocess.DEVNULL, start_new_session=True)
        time.sleep(chance.uniform(0.3, 3))
        kills += run.poll() is None
        run.kill()  # SIGKILL; nothing where it has ended
        run.wait()
    ended(run.pid)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert contents(tmp_path) == expected, f"seed {seed}, {kills} kills"
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} <= {"shards"}


def test_every_measure_of_shards_is_that_of_the_whole(source, tmp_path, monkeypatch):
    from framing.shards.files import ShardedLayers
    from framing.tone import tone

    measure(source, to=tmp_path, batch=20)
    whole = Layers.open(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    found = read_batches(source, size=20)
    order = [set(batch["article_id"]) for batch in found]
    folders = sorted(
        (tmp_path / "shards" / name for name in manifest["shards"]),
        key=lambda folder: order.index(set(pd.read_parquet(folder / "articles.parquet")["article_id"])),
    )
    parts = ShardedLayers.of(folders, whole.terms)
    monkeypatch.setattr("framing.shards.files.AT_ONCE", 1)
    assert len(list(parts.parts("mentions"))) == 3
    found = measures(parts)
    for name, table in measures(whole).items():
        pd.testing.assert_frame_equal(found[name], table)
    for choice in ({"copies": "all", "by": ["outlet", "zone"]}, {"masked": True, "about": "all"}):
        pd.testing.assert_frame_equal(tone(parts, **choice), tone(whole, **choice))
    words = {
        "keyness": lambda layers: fr.keyness(layers, target="Courier", longest=3, least=2),
        "collocates": lambda layers: fr.collocates(layers, term="illegal immigrant"),
        "dispersion": lambda layers: fr.dispersion(layers, "border*"),
        "places": lambda layers: fr.places(layers, "border*"),
        "trend": lambda layers: fr.trend(layers, "rates", every="month"),
    }
    for name, count in words.items():
        pd.testing.assert_frame_equal(count(parts), count(whole), obj=name)


def test_batches_are_the_corpus_with_all_that_is_said_of_it(source):
    corpus, batches = read_corpus(source), read_batches(source, size=5)
    pd.testing.assert_frame_equal(pd.concat(list(batches), ignore_index=True), corpus.articles)
    pd.testing.assert_frame_equal(frame("notices", batches.notices), corpus.notices)
    assert batches.files == corpus.files


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_copies_of_one_id_are_found_across_batches(tmp_path, name):
    rows = pd.DataFrame({"id": list("abcda"), "outlet": "Courier", "text": "The mayor signed an order."})
    write = rows.to_csv if name.endswith("csv") else rows.to_json
    options = {"index": False} if name.endswith("csv") else {"orient": "records", "lines": True}
    write(tmp_path / name, **options)
    batches = read_batches(tmp_path, size=2)
    assert [len(batch) for batch in batches] == [2, 2]
    pd.testing.assert_frame_equal(frame("skipped", batches.skipped), read_corpus(tmp_path).skipped)
    rows.loc[4, "text"] = "The sheriff refused."
    write(tmp_path / name, **options)
    with pytest.raises(InputError, match="two different texts"):
        list(read_batches(tmp_path, size=2))


def test_a_column_that_comes_late_is_there_from_the_first_batch(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        '{"outlet": "Courier", "text": "The mayor signed."}\n'
        '{"outlet": "Herald", "text": "The sheriff refused.", "headline": "No", "desk": "city"}\n'
    )
    first, second = read_batches(tmp_path, size=1)
    assert list(first.columns) == list(second.columns)
    assert second["headline"].tolist() == ["No"] and first["desk"].tolist() == [""]


def test_a_survey_merged_from_parts_is_that_of_the_whole(demo):
    whole = survey(demo)
    for size in (1, 5, 30):
        parts = [gather(demo.articles[start : start + size]) for start in range(0, len(demo), size)]
        assert merge(parts) == whole
    assert whole.clusters == {"herald-bill": "courier-bill", "ledger-bill": "courier-bill"}


def test_a_folder_has_one_writer(source, tmp_path):
    with lock(tmp_path), pytest.raises(LockError):
        measure(source, to=tmp_path)


def test_workers_and_batches_are_at_least_one(source, tmp_path):
    with pytest.raises(UsageError, match="at least 1"):
        measure(source, to=tmp_path, workers=0)
