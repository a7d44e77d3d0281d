"""What looks wrong only where the articles are seen together: one day for all, years apart from the rest, another language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from framing.reading.articles import Article
from framing.reading.decisions import Decisions
from framing.reading.language import language_of
from framing.reading.notes import Notes, escaped
from framing.schema import REST, WIRE
from framing.text import count

# Below this many dated articles one day is no wonder.
FEWEST = 20
# Years without any article that set the few beyond them apart, and how few these are.
YEARS_APART, FEW = 5, 0.01
# What becomes of an outlet that has a name of the tables' own.
TAKEN = {
    WIRE: "texts that several outlets print are shown under this name: it is counted with them and compared with no outlet",
    REST: "keyness shows all other outlets together under this name: the two cannot be told apart",
}


def watched(articles: Iterable[Article], decisions: Decisions, notes: Notes) -> Iterator[Article]:
    """The articles as a person decided; after the last one, what was done and what looks wrong is told."""
    whole = Whole()
    for article in articles:
        decisions.apply(article)
        whole.see(article)
        yield article
    decisions.tell(notes)
    whole.tell(notes)


@dataclass
class Whole:
    """Counts over a corpus, article by article.

    Attributes
    ----------
    days : dict
        Outlet -> its days and how many articles have each.
    years : Counter
        Articles by year.
    foreign, articles : Counter
        By outlet: articles that do not look English, and all.
    """

    days: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    years: Counter[int] = field(default_factory=Counter)
    foreign: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)

    def see(self, article: Article) -> None:
        """Count one article."""
        outlet, published, language = article["outlet"], article["published"], article["language"]
        self.articles[outlet] += 1
        self.foreign[outlet] += language != "en" and (bool(language) or bool(language_of(article["text"])[1]))
        if published:
            self.years[int(published[:4])] += 1
        if article["date_precision"] == "day":
            self.days[outlet][published] += 1

    def tell(self, notes: Notes) -> None:
        """Say what stands out; nothing is changed."""
        for outlet in sorted(TAKEN.keys() & self.articles.keys()):
            said = f"{count(self.articles[outlet], 'article')} of an outlet '{outlet}': {TAKEN[outlet]}"
            notes.tell("", "", "outlet", f"{said}; give it another name in outlets.csv")
        self._one_day(notes)
        self._apart(notes)
        for outlet in sorted(self.articles):
            n, of = self.foreign[outlet], self.articles[outlet]
            if 2 * n > of and of > 1 and self.foreign.total() < self.articles.total():
                message = (
                    f"{n:,} of {of:,} articles of '{escaped(outlet)}' do not look English, as others of the corpus do"
                )
                notes.tell("", "", "language", f"{message}: its counts are not comparable")

    def _one_day(self, notes: Notes) -> None:
        """The day of a download stands where that of publication should."""
        everywhere = sum(self.days.values(), Counter())
        if len(everywhere) == 1 and everywhere.total() >= FEWEST:
            day, n = next(iter(everywhere.items()))
            notes.tell("", "", "date", f"all {n:,} dated articles are of one day, {day}: the day of a download?")
            return
        for outlet in sorted(self.days):
            day, n = self.days[outlet].most_common(1)[0]
            if len(self.days[outlet]) == 1 and n >= FEWEST:
                notes.tell("", "", "date", f"all {n:,} articles of '{escaped(outlet)}' are of one day, {day}: the day of a download?")  # fmt: skip

    def _apart(self, notes: Notes) -> None:
        """A few articles years before or after all others: a slip in the year, or a date in the future."""
        years, of = sorted(self.years), self.years.total()
        if of < FEWEST:
            return
        for before, after in zip(years, years[1:], strict=False):
            if after - before <= YEARS_APART:
                continue
            later = sum(n for year, n in self.years.items() if year >= after)
            if later <= FEW * of:
                notes.tell("", "", "date", f"{later:,} of {of:,} articles are dated {after} or later, all others {before} or earlier: is that the future?")  # fmt: skip
            elif of - later <= FEW * of:
                notes.tell("", "", "date", f"{of - later:,} of {of:,} articles are dated {before} or earlier, all others {after} or later")  # fmt: skip
