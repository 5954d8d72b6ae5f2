"""Method: how facts are found, coded, counted and drawn, and where that is weak."""

from components import cache, shell
from components.method import (
    contacts,
    evidence,
    experts,
    layout,
    service,
    stances,
)

shell.ensure()

shell.page_header("method")
data = cache.dataset()

layout.contents()
stances.weak_spots(data)
service.about()
contacts.nothing()
contacts.counting_rules(data)
contacts.coverage(data)
evidence.evidence()
stances.codebook(data)
stances.fill_rule(data)
stances.coder_agreement(data)
experts.experts(data)
contacts.borders()
service.accessibility()
service.correct()
