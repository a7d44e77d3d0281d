"""Dates: what is read, what is refused, and why."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import UsageError
from framing.reading.dates import check_format, read_date

CASES = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text(encoding="utf-8"))["case"]
DAYS = st.dates(date(1700, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_date_case(case):
    published, precision, reason = read_date(case["value"])
    assert [published, precision] == case.get("expect", ["", "none"])
    if "because" in case:
        assert case["because"] in reason and bool(reason) == bool(case["because"])
    else:
        assert reason == ""


@given(DAYS)
def test_every_day_is_read_in_every_form_with_one_reading(day):
    month = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December"][day.month - 1]  # fmt: skip
    forms = [
        day.isoformat(), f"{day:%Y%m%d}", f"{day.year}/{day.month}/{day.day}", f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}", f"{day.isoformat()}T12:00:00Z", f"{day.day} {month[:3]}. {day.year}",
    ]  # fmt: skip
    assert {read_date(form) for form in forms} == {(day.isoformat(), "day", "")}


@given(DAYS)
def test_a_slashed_date_is_read_as_it_was_meant_or_not_at_all(day):
    published, precision, reason = read_date(f"{day:%d/%m/}{day.year:04}")
    if day.day > 12 or day.day == day.month:
        assert (published, precision, reason) == (day.isoformat(), "day", "")
    else:
        assert (published, precision) == ("", "none") and "day or month first" in reason


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_has_a_reason(value):
    published, precision, reason = read_date(value)
    assert bool(published) == (precision != "none")
    assert bool(published) != bool(reason) or not value.strip()


@pytest.mark.parametrize(
    ("value", "form", "expect"),
    [
        ("03/04/2026", "%d/%m/%Y", ("2026-04-03", "day", "")),
        ("03/04/2026", "%m/%d/%Y", ("2026-03-04", "day", "")),
        ("9/6/17", "%m/%d/%y", ("2017-09-06", "day", "")),
        ("04/2026", "%m/%Y", ("2026-04", "month", "")),
        ("2026-04-03", "%d/%m/%Y", ("2026-04-03", "day", "")),  # ISO comes first
        ("25 March 2017", "%d/%m/%Y", ("2017-03-25", "day", "")),  # what does not fit the form is read as ever
    ],
)
def test_a_date_format_decides_what_is_ambiguous(value, form, expect):
    assert read_date(value, form) == expect


@pytest.mark.parametrize("form", ["%d/%m", "%Q", "%", "day"])
def test_a_useless_date_format_is_refused(form):
    with pytest.raises(UsageError, match="date format"):
        check_format(form)
