"""Call frequency: how often Putin and Macron talk, itemised and sourced."""

from components import cache, shell
from components.callfrequency import (
    conflicts,
    contact_list,
    counts,
    events,
    topics,
    view,
)

shell.ensure()

page = shell.page_header("calls")
current = view.view_of(cache.dataset())

view.what_counts()
view.note_empty(current)
counts.counts_card(page, current)
conflicts.conflicts_card(page, current)
events.events_card(page, current)
topics.topics_card(page, current)
contact_list.contacts_card(page, current)
