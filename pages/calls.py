"""Call frequency: how often Putin and Macron talk, itemised and sourced."""

from components import cache, shell
from components.callfrequency import conflicts, contact_list, counts, events, view

shell.ensure()

page = shell.page_header("calls")
current = view.view_of(cache.dataset())

if not view.empty(current):
    counts.counts_card(page, current)
    conflicts.conflicts_card(page, current)
    events.events_card(page, current)
    contact_list.contact_section(current)
    events.topics_card(page, current)
