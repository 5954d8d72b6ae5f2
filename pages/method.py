"""Method: how facts are found, coded, counted and drawn, and where that is weak."""

from components import cache, shell
from components.method import sections, stances

shell.ensure()

shell.page_header("method")
data = cache.dataset()

sections.contents()
stances.weak_spots(data)
sections.about()
sections.nothing()
sections.counting_rules(data)
sections.coverage(data)
sections.evidence()
stances.codebook(data)
stances.fill_rule(data)
stances.coder_agreement(data)
sections.experts(data)
sections.borders()
sections.accessibility()
sections.correct()
