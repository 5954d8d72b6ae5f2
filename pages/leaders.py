"""Leaders compared: who else speaks with Putin, and for which days we know it."""

from functools import partial

from components import cache, shell
from components.leaders import answer, counts, lanes, reported_counts, silences, view

shell.ensure()

with shell.page("leaders") as page:
    current = view.view_of(cache.dataset())
    page.answer(answer.current_title())
    view.note_empty(current)
    page.show(counts.years_card(current))
    page.tabs(
        axis=page.showing(lanes.lanes_card, current),
        window=page.showing(counts.months_card, current),
        silences=page.showing(silences.silence_card, current),
        reported=partial(reported_counts.reported_tab, page, current),
        contacts=page.showing(lanes.contact_card, current),
    )
