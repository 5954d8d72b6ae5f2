"""Method: how facts are found, coded, counted and drawn, and where that is weak."""

from components import cache, shell
from components.method import sections, stances

shell.ensure()

page = shell.page("method")
data = cache.dataset()

sections.contents()
stances.weak_spots(page, data)
sections.about(page)
sections.nothing(page)
sections.counting_rules(page, data)
sections.coverage(page, data)
sections.evidence(page)
stances.codebook(page, data)
stances.fill_rule(page, data)
stances.coder_agreement(page, data)
sections.experts(page, data)
sections.borders(page)
sections.accessibility(page)
sections.correct(page)
