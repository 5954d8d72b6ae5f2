"""How expert assessments were collected, and why their shares mean little."""

from __future__ import annotations

from components import format as fmt
from components.method.layout import heading, prose
from components.text import t
from data.load import Dataset

_RUSSIA = "RUS"

# What the table says where no stored source tells who funds or controls.
_UNKNOWN = "not established"


def experts(data: Dataset) -> None:
    """Say who coded, whose voices there are, and what is not known."""
    heading("experts")
    affiliations = data.table("affiliations").set_index("affiliation_id")
    country = data.assessments["affiliation_id"].map(affiliations["actor_id"])
    kind = data.assessments["expert_id"].map(
        data.table("experts").set_index("expert_id")["kind"]
    )
    unknown = (affiliations["funding_or_control"] == _UNKNOWN).mean()
    prose(
        t(
            "method.experts_rows",
            rows=fmt.number(len(data.assessments)),
            officials=fmt.number(int((kind == "official").sum())),
            russian=fmt.percent(float((country == _RUSSIA).mean())),
        )
    )
    prose(t("method.experts_limits", unknown=fmt.percent(float(unknown))))
