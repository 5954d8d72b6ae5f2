"""Who is taken to speak in a source page, and what may be hidden for it."""

from __future__ import annotations

from components import labels
from components.method.layout import definitions, heading, prose
from components.text import t
from data.evidence import STEPS, VOICES


def evidence() -> None:
    """The classes of speakers, the order of sources and the three steps."""
    heading("evidence")
    prose(t("sources.voices_intro"))
    definitions({labels.voice(v): t(f"sources.voice_{v}_means") for v in VOICES})
    prose(t("method.evidence_order"))
    prose(t("sources.steps_intro"))
    definitions({labels.evidence_step(s): t(f"sources.step_{s}") for s in STEPS})
    prose(t("method.evidence_silence"))
