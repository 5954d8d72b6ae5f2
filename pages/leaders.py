"""Leaders compared: who else speaks with Putin, and for which days we know it."""

from components import cache, shell
from components.leaders import answer, counts, lanes, reported_counts, silences, view

shell.ensure()

with shell.page("leaders") as page:
    current = view.view_of(cache.dataset())
    page.answer(answer.current_title())
    view.note_empty(current)
    page.show(counts.years_card(current))
    page.tabs(
        axis=lambda: page.show(lanes.lanes_card(current)),
        window=lambda: page.show(counts.months_card(current)),
        silences=lambda: page.show(silences.silence_card(current)),
        reported=lambda: page.show(reported_counts.claims_card(current)),
        contacts=lambda: page.show(lanes.contact_card(current)),
    )
