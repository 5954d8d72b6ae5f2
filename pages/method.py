"""Method: how facts are found, coded, counted and drawn, and where that is weak."""

from functools import partial

from components import cache, shell
from components.method import sections, stances

shell.ensure()

with shell.page("method") as page:
    data = cache.dataset()
    sections.trust(page, data)
    page.tabs(
        weak=partial(stances.weak_spots, page, data),
        counting=partial(sections.what_is_counted, page, data),
        coding=partial(stances.codebook, page, data),
        colouring=partial(stances.what_is_coloured, page, data),
        agreement=partial(stances.coder_agreement, page, data),
        experts=partial(sections.experts, page, data),
        accessibility=partial(sections.accessibility, page),
        correct=partial(sections.correct, page),
    )
