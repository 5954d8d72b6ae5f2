"""What a page shows in a card: words, a chart or table, and the records behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from components import cache, hiding
from components import format as fmt
from components.figures.spec import Spec
from components.text import t, tn
from data import evidence


@dataclass(frozen=True, eq=False)
class Records:
    """The records that a card shows.

    `table` and `ids` name them. `total` says how many the card could show with no
    filter and nothing hidden, with its noun. `hidden` is how many more the view would
    hold without the choice of evidence; None where they are no plain list. `whole`
    marks records of the whole data set, in which hidden ones count.
    """

    table: str
    ids: Collection[str] | pd.Series
    total: str
    hidden: int | None = None
    whole: bool = False

    @property
    def counted(self) -> str:
        """How many are shown, of how many."""
        return t("shell.of", n=fmt.number(len(self.ids)), m=self.total)

    @property
    def hiding(self) -> str:
        """What the choice of evidence hides here; "" where it hides nothing."""
        if self.table not in evidence.HIDEABLE:
            return ""
        if self.whole:
            return hiding.over_the_whole(self.table)
        return hiding.sentence(self.table, self.hidden, len(self.ids))

    @cached_property
    def _mix(self) -> pd.Series:
        """Number of pages by who is speaking."""
        return evidence.source_mix(cache.dataset(), self.table, self.ids)

    @property
    def pages(self) -> str:
        """How many pages bear the records out, in a few words."""
        if self.table == "sources":
            return tn("shell.source_pages", len(self.ids))
        return tn("shell.source_pages", int(self._mix.sum()))

    @property
    def sources(self) -> str:
        """Who is speaking in the sources of the records.

        Where the reader asked for better evidence, the shares are those of pages that
        are such; what else the same records name stands beside.
        """
        mix = self._mix
        counted = mix[mix.index.isin(evidence.VOICES_OF[cache.evidence()])]
        pages, beside = int(counted.sum()), int(mix.sum() - counted.sum())
        if not pages:
            return t("shell.no_sources")
        shares = ", ".join(
            t(
                "shell.mix_share",
                share=fmt.percent(n / pages),
                voice=t(f"shell.voice_{voice}"),
            )
            for voice, n in counted.items()
        )
        line = tn("shell.source_mix", pages, shares=shares)
        if not beside:
            return line
        return tn(f"shell.beside_{cache.evidence()}", beside, line=line)


@dataclass(frozen=True, kw_only=True, eq=False)
class Card:
    """A chart, a table or a list, with all that stands around it.

    `key` names the card, and its chart. `title` states the finding, `sentence` the
    active filters. `records` are those shown; `clause` says in a few words what the
    card rests on ("246 source pages"), `sources` in more, where that is not who speaks
    in their sources. `tabled` makes the table, which holds exactly what is shown, for
    the downloads, the brief and the twin, and the labels of its columns: few readers
    ask for it, and it takes a third of a card's time.
    `subject` goes into file names. `notes` explain what is shown; `hints` say what
    can be done on the screen, and are not printed; `marks` says what colours and signs
    mean, and `reading` explains what readers may want to look up: both stand behind
    "How to read", and `marks` goes with the chart wherever it is taken. `headline`
    stands for the title where the card is taken away: on the page the answer above it
    says as much already.

    What is shown is `figure`, with its alternative text `alt`, or else what `draw`
    makes of the card. `table_key` names the table twin; "" where the card is a table
    already.
    `lists_sources` marks a table of source pages, which the brief lists at its end.

    `lines` gives what the short brief lists: a plain sentence a row, made when asked
    for. `controls` draws the card's own switches, above the chart, and `details`
    explanations below its notes. `on_point` is called with the `customdata` of the
    mark that was clicked, or with the `legendgroup` of its trace where marks have
    none; with "" once no mark is chosen any more.
    """

    key: str
    title: str
    sentence: str
    records: Records
    sources: str = ""
    clause: str = ""
    subject: str
    tabled: Callable[[], tuple[pd.DataFrame, dict[str, str]]]
    notes: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    figure: Spec | None = None
    alt: str = ""
    draw: Callable[[Card], object] | None = None
    table_key: str = ""
    headline: str = ""
    reading: tuple[str, ...] = ()
    marks: str = ""
    lists_sources: bool = False
    lines: Callable[[], Sequence[str]] | None = None
    controls: Callable[[], object] | None = None
    details: Callable[[], object] | None = None
    on_point: Callable[[str], object] | None = None

    def __post_init__(self) -> None:
        """Let the table be made when it is asked for, for the reader of now."""
        object.__setattr__(self, "tabled", cache.later(self.tabled))

    @property
    def table(self) -> pd.DataFrame:
        """Exactly what is shown."""
        return self.tabled()[0]

    @property
    def labels(self) -> dict[str, str]:
        """Labels of the columns of the table."""
        return self.tabled()[1]

    @property
    def chart(self) -> tuple[Spec, str] | None:
        """Figure and alternative text; None for a card without a chart."""
        return None if self.figure is None else (self.figure, self.alt)

    def completed(self) -> Card:
        """Return the card with its sources named, and with what is hidden said.

        Both then go wherever the card is taken.
        """
        return _completed(self)


@cache.kept
def _completed(card: Card) -> Card:
    return replace(
        card,
        sentence=f"{card.sentence} {card.records.hiding}".rstrip(),
        sources=card.sources or card.records.sources,
        clause=card.records.pages,
    )
