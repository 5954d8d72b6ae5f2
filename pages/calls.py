"""Call frequency: how often Putin and Macron talk, itemised and sourced."""

from components import cache, shell
from components.calls import charts, contact_list, reported_counts, view

shell.ensure()

page = shell.page_header("calls")
current = view.view_of(cache.dataset())

view.what_counts()
view.note_empty(current)
charts.counts_card(page, current)
reported_counts.conflicts_card(page, current)
charts.events_card(page, current)
charts.topics_card(page, current)
contact_list.contacts_card(page, current)
