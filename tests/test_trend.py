"""Trends: the measure itself in every period, and a row for every period without an article."""

from __future__ import annotations

import numpy as np
import pytest
from measure_cases import layers_of, use

import framing as fr

LAYERS = layers_of(
    [
        use("a1", "Courier", alien=3, undocumented=1, published="2019-11-30", cluster="a1"),
        use("a2", "Courier", alien=1, undocumented=3, published="2020-02-01", cluster="a2"),
        use("a3", "Courier", undocumented=2, published="2020-02-28", cluster="a3"),
        use("b1", "Herald", undocumented=2, published="2020-01-01", cluster="b1"),
        use("b2", "Herald", alien=1, published="2020", cluster="b2"),
        use("b3", "Herald", alien=1, published="", cluster="b3"),
    ]
)


def found(table, outlet, term="illegal alien"):
    rows = table[(table["outlet"] == outlet) & (table["term"] == term)]
    return [(row.period, row.n, row.of, row.note.split(";")[0].split(":")[0]) for row in rows.itertuples()]


def test_months_with_their_gaps():
    table = fr.trend(LAYERS, "shares", every="month", referent="people")
    assert found(table, "Courier") == [
        ("2019-11", 3, 4, "one article"),
        ("2019-12", 0, 0, "no articles"),
        ("2020-01", 0, 0, "no articles"),
        ("2020-02", 1, 6, "imprecise"),
        ("undated", 0, 0, "no articles"),
    ]
    # A date without a month is in no month.
    assert found(table, "Herald")[-1][:3] == ("undated", 2, 2)
    gap = table[table["note"] == "no articles"]
    assert gap["share"].isna().all() and (gap["articles"] == 0).all() and len(gap) > 0


def test_years_are_the_measure_itself_by_period():
    table = fr.trend(LAYERS, "shares", every="year", referent="people")
    by_period = fr.shares(LAYERS, by=["outlet", "period"], referent="people").set_index(["outlet", "period", "term"])
    for row in table[table["of"] > 0].itertuples():
        same = by_period.loc[row.outlet, row.period, row.term]
        assert (row.n, row.of, row.share) == (same["n"], same["of"], same["share"])
    assert found(table, "Courier") == [("2019", 3, 4, "one article"), ("2020", 1, 6, "imprecise"), ("undated", 0, 0, "no articles")]  # fmt: skip


@pytest.mark.parametrize(
    "every, first, second, periods",
    [("week", "2019-W48", "2019-W49", 14), ("day", "2019-11-30", "2019-12-01", 91), ("month", "2019-11", "2019-12", 4)],
)
def test_every_period_between_the_first_and_the_last_has_a_row(every, first, second, periods):
    rows = found(fr.trend(LAYERS, "rates", every=every, referent="people"), "Courier")
    assert [row[0] for row in rows[:2]] == [first, second]
    assert rows[-1][0] == "undated" and len(rows) == periods + 1


def test_tone_has_a_trend_too():
    table = fr.trend(LAYERS, "tone", every="year")
    assert list(table.columns[:2]) == ["outlet", "period"]
    assert np.isnan(table.loc[table["n"] == 0, "valence"]).all()


@pytest.mark.parametrize(
    "arguments, options, said",
    [
        (("share",), {}, "did you mean 'shares'"),
        (("shares",), {"every": "decade"}, "known: day, week, month, year"),
        (("shares",), {"referent": "peple"}, "did you mean 'people'"),
    ],
)
def test_a_mistake_is_named(arguments, options, said):
    with pytest.raises(fr.UsageError, match="(?i)" + said):
        fr.trend(LAYERS, *arguments, **options)


def test_a_misread_date_does_not_make_a_hundred_thousand_rows():
    far = layers_of([use("a", "A", alien=1, published="0201-01-01", cluster="a"), use("b", "A", alien=1, published="2020-01-01", cluster="b")])  # fmt: skip
    with pytest.raises(fr.UsageError, match="narrow it with since="):
        fr.trend(far, "shares", every="day")
