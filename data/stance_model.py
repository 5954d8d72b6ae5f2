"""What the fill rule knows of an actor: its statements and who held which post.

Plain frozen records, so that the rule reads as the method page words it, without
frames in the way. `data.stances.StanceIndex` builds them from the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SCALE = ("initiates", "supports", "conditional", "cautious", "opposes")
CORE_SCOPES = ("eu_channel", "leader_call")
NO_STATEMENT = "no_statement"
DECLINED_COMMENT = "declined_comment"

LED_BY_HEAD_OF_STATE = frozenset({"FRA", "CYP"})
"""States whose line is bounded by the head of state for all rows."""


def side(stance: str) -> str:
    """The side of the question that a code of the scale takes.

    Having begun talks and asking for them are one side.
    """
    return "supports" if stance == "initiates" else stance


@dataclass(frozen=True, slots=True)
class Statement:
    """The fields of one row of `statements` that the rule reads."""

    statement_id: str
    actor_id: str
    date: date
    speaker: str
    office_level: str
    in_european_council: bool
    scope: str
    stance: str
    basis: str
    confidence: str
    flags: frozenset[str]

    @property
    def is_core(self) -> bool:
        """Whether the row is about talks with Moscow and has a code of the scale."""
        return self.scope in CORE_SCOPES and self.stance in SCALE

    @property
    def is_candidate(self) -> bool:
        """Step 1, without the date."""
        return self.basis == "direct" and self.is_core


@dataclass(frozen=True, slots=True)
class Tenure:
    """One holder of one post without interruption; `end` is the first day after."""

    tenure_ids: tuple[str, ...]
    actor_id: str
    post: str
    holder: str
    start: date
    end: date | None
    uncertain_after: date | None
    in_european_council: bool

    def holds_on(self, day: date) -> bool:
        """Whether the holder is in office on `day`."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Actor:
    """Everything stored about one state or EU institution, oldest first."""

    actor_id: str
    statements: tuple[Statement, ...]
    tenures: tuple[Tenure, ...]
    is_institution: bool

    def bounding_post(self, statement: Statement) -> str:
        """The post whose holder bounds the line of `statement` (step 2)."""
        if self.is_institution:
            return "institution_head"
        if self.actor_id in LED_BY_HEAD_OF_STATE:
            return "head_of_state"
        if statement.office_level == "head_of_state":
            return "head_of_state"
        return "head_of_government"

    def tenure_on(self, post: str, day: date) -> Tenure | None:
        """The tenure of `post` on `day`; the later one where two overlap."""
        held = [t for t in self.tenures if t.post == post and t.holds_on(day)]
        return held[-1] if held else None

    def tenure_of(self, statement: Statement) -> Tenure | None:
        """The tenure to which a statement belongs, whatever the day asked about.

        A designate's row belongs to the first tenure of the same person that has
        not ended by the date of the row.
        """
        post = self.bounding_post(statement)
        if statement.office_level != "designate":
            return self.tenure_on(post, statement.date)
        for tenure in self.tenures:
            if (
                tenure.post == post
                and tenure.holder == statement.speaker
                and (tenure.end is None or statement.date < tenure.end)
            ):
                return tenure
        return None

    def is_principal(self, statement: Statement) -> bool:
        """Step 3."""
        if self.is_institution:
            return statement.office_level in ("other", "spokesperson")
        return statement.in_european_council or statement.office_level in (
            "foreign_minister",
            "designate",
        )
