"""Dates as papers and databases write them; what is ambiguous is not guessed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from framing.errors import UsageError

# No clock is read, so that equal files give equal tables on any day: "in the future" is a year after 2100.
FIRST_YEAR, LAST_YEAR = 1700, 2100
_MONTHS = dict(zip(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), range(1, 13), strict=True))
# RFC 2822, section 4.3: the only zone names with one meaning.
_ZONES = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:,?[ t]\s*(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*\(?(?P<zone>z|[+-]\d\d(?::?\d\d)?|[a-z]{2,5})?\)?)?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = [
    re.compile(form + "$")
    for form in (
        r"(?P<year>\d{4})(?:(?P<mark>[-/.])(?P<month>\d{1,2})(?:(?P=mark)(?P<day>\d{1,2})" + _TIME + r")?)?",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)" + _TIME,
        _WEEKDAY + _DAY + r"[\s-]+" + _MONTH + r",?[\s-]+(?P<year>\d{4})" + _TIME,
        _WEEKDAY + _MONTH + r"\s+" + _DAY + r",?\s+(?P<year>\d{4})(?:,?\s+[a-z]{3,6}day)?" + _TIME,
        _MONTH + r",?\s+(?P<year>\d{4})",
    )
]
_NUMERIC = re.compile(r"(?P<first>\d{1,2})([-/.])(?P<second_>\d{1,2})\2(?P<year>\d{4})" + _TIME + "$")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]'?\d\d(?:\s.*)?$")
_DIRECTIVES = {
    "%d": "day",
    "%j": "day",
    "%x": "day",
    "%D": "day",
    "%F": "day",
    "%m": "month",
    "%b": "month",
    "%B": "month",
}


@lru_cache(maxsize=10_000)  # an archive has few days beside its articles
def read_date(value: str, date_format: str = "") -> tuple[str, str, str]:
    """Read a date: ISO first, then the given format, then forms with one reading.

    Parameters
    ----------
    value : str
        As the source has it. A time with a zone gives the date in UTC; without one, the date as it stands.
    date_format : str
        A format of `datetime.strptime` ("%d/%m/%Y") for dates that could be read in two ways.

    Returns
    -------
    published, precision, reason : str
        "2017-03-22", "2017-03" or "2017" with "day", "month" or "year"; or "", "none" and why it was not read.

    Examples
    --------
    >>> read_date("July 1, 2019 Monday 9:20 AM GMT"), read_date("2017-03")
    (('2019-07-01', 'day', ''), ('2017-03', 'month', ''))
    >>> read_date("03/04/2026")[2]
    'day or month first? Name the form with --date-format, e.g. %d/%m/%Y'
    """
    text = " ".join(value.split()).lower()
    if not text:
        return "", "none", ""
    if len(text) > 100:
        return "", "none", "not a date"
    if match := _FORMS[0].match(text):
        return _dated(match)
    if date_format and (given := _by_format(text, date_format)):
        return given
    for form in _FORMS[1:]:
        if match := form.match(text):
            return _dated(match)
    if match := _NUMERIC.match(text):
        first, second = int(match["first"]), int(match["second_"])
        if first > 12 >= second or first == second:
            return _dated(match, month=second, day=first)
        if second > 12 >= first:
            return _dated(match, month=first, day=second)
        if first <= 12:
            return "", "none", "day or month first? Name the form with --date-format, e.g. %d/%m/%Y"
        return "", "none", "no such day"
    if _SHORT_YEAR.match(text):
        return "", "none", "a year of two digits; name the form with --date-format, e.g. %m/%d/%y"
    if text.isdigit():
        return "", "none", "a bare number is no date"
    return "", "none", "not a date that can be read; name its form with --date-format"


def check_format(date_format: str) -> None:
    """Refuse a date format that `strptime` cannot use or that has no year."""
    try:
        sample = datetime(2017, 3, 22)
        datetime.strptime(sample.strftime(date_format), date_format)
        if not re.search("%[YyFDxcG]", date_format):
            raise ValueError("it names no year")
    except ValueError as error:
        raise UsageError(
            f"date format '{date_format}' cannot be used: {error}; an example that can: %d/%m/%Y"
        ) from None


def _by_format(text: str, date_format: str) -> tuple[str, str, str] | None:
    """The date by the user's own format, if it fits."""
    try:
        moment = datetime.strptime(text, date_format)
    except ValueError:
        return None
    named = {unit for directive, unit in _DIRECTIVES.items() if directive in date_format}
    if moment.tzinfo:
        moment = moment.astimezone(UTC)
    units = ("year", "month", "day") if "day" in named else ("year", "month") if "month" in named else ("year",)
    return _checked(*(getattr(moment, unit) for unit in units))


def _dated(match: re.Match[str], *, month: int | None = None, day: int | None = None) -> tuple[str, str, str]:
    """The date of a match, moved to UTC where it has a time and a zone."""
    found = match.groupdict()
    month = month or _number(found.get("month"))
    day = day or _number(found.get("day"))
    units = [unit for unit in (int(found["year"]), month, day) if unit is not None]
    zone = found.get("zone")
    published = _checked(*units)
    if published[1] != "day" or not found.get("hour") or not zone:
        return published
    offset = _offset(zone)
    hour = int(found["hour"])
    if found.get("half"):
        hour = hour % 12 + 12 * (found["half"][0] == "p")
    if offset is None or hour > 23 or int(found["minute"]) > 59:
        return published
    moment = datetime.fromisoformat(published[0]).replace(
        hour=hour, minute=int(found["minute"]), tzinfo=timezone(offset)
    )
    moment = moment.astimezone(UTC)
    return _checked(moment.year, moment.month, moment.day)


def _number(unit: str | None) -> int | None:
    """A month's or day's number, from digits or from a month's name."""
    if not unit:
        return None
    return int(unit) if unit.isdigit() else _MONTHS[unit[:3]]


def _offset(zone: str) -> timedelta | None:
    """The offset of a zone from UTC; None for a name with more than one meaning."""
    if zone[0] in "+-":
        minutes = int(zone[1:3]) * 60 + int(zone[3:].lstrip(":") or 0)
        return timedelta(minutes=-minutes if zone[0] == "-" else minutes) if minutes < 24 * 60 else None
    return timedelta(hours=_ZONES[zone]) if zone in _ZONES else None


def _checked(year: int, month: int | None = None, day: int | None = None) -> tuple[str, str, str]:
    """ISO text and precision, or the reason why there can be no such date."""
    if year < FIRST_YEAR:
        return "", "none", f"before {FIRST_YEAR}"
    if year > LAST_YEAR:
        return "", "none", f"in the future (after {LAST_YEAR})"
    try:
        datetime(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return "", "none", "no such day"
    if month is None:
        return f"{year:04}", "year", ""
    return (f"{year:04}-{month:02}", "month", "") if day is None else (f"{year:04}-{month:02}-{day:02}", "day", "")
