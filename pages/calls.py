"""Call frequency: how often Putin and Macron talk, itemised and sourced."""

from components import cache, shell
from components.calls import charts, contact_list, reported_counts, view

shell.ensure()

page = shell.page("calls")
current = view.view_of(cache.dataset())

view.what_counts()
view.note_empty(current)
page.show(charts.counts_card(current))
reported_counts.reported_counts_section(page, current)
page.show(charts.events_card(current))
charts.topics_section(page, current)
page.show(contact_list.contacts_card(current))
