"""How expert assessments were collected, and why their shares mean little."""

from __future__ import annotations

from components import format as fmt
from components.method.layout import heading, prose
from components.text import t
from data.assessments import IN_OFFICE, NOT_ESTABLISHED, collect
from data.load import Dataset

_RUSSIA = "RUS"


def experts(data: Dataset) -> None:
    """Say who coded, whose voices there are, and what is not known."""
    heading("experts")
    every = collect(data)
    institutions = {a.affiliation_id: a for a in every if a.named}
    russian = [a for a in every if a.region == _RUSSIA]
    prose(
        t(
            "method.experts_rows",
            rows=fmt.number(len(every)),
            officials=fmt.number(sum(a.expert_kind in IN_OFFICE for a in every)),
            russian=fmt.number(len(russian)),
            named=fmt.number(sum(a.named for a in russian)),
            share=fmt.percent(sum(a.named for a in russian) / len(every)),
        )
    )
    known = [a for a in institutions.values() if a.control != NOT_ESTABLISHED]
    prose(
        t(
            "method.experts_limits",
            unknown=fmt.number(len(institutions) - len(known)),
            institutions=fmt.number(len(institutions)),
        )
    )
