"""Call frequency: how often Putin and Macron talk, itemised and sourced."""

from components import cache, shell
from components.calls import charts, contact_list, reported_counts, view

shell.ensure()

page = shell.page("calls")
current = view.view_of(cache.dataset())

view.what_counts()
view.note_empty(current)
charts.counts_card(page.spec, current)
reported_counts.conflicts_card(page.spec, current)
charts.events_card(page.spec, current)
charts.topics_card(page.spec, current)
contact_list.contacts_card(page.spec, current)
