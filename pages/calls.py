"""Call frequency: how often Putin and a leader talk, itemised and sourced."""

from functools import partial

from components import cache, shell
from components.calls import beside, charts, contact_list, reported_counts, view

shell.ensure()

with shell.page("calls", view.question()) as page:
    current = view.view_of(cache.dataset())
    page.answer(*view.words(current))
    view.note_empty(current)
    page.show(charts.counts_card(current))
    page.show(beside.beside_card(current))
    page.tabs(
        list=partial(contact_list.contacts_section, page, current),
        reported=partial(reported_counts.reported_counts_section, page, current),
        topics=partial(charts.topics_section, page, current),
    )
