"""Overview: the answers at a glance, each with a link to its page."""

from components import cache, overview, shell
from components.callfrequency import counts, view

shell.ensure()

page = shell.page_header("overview")
data = cache.dataset()
current = view.view_of(data)

overview.key_figures(data)
if not view.empty(current):
    counts.counts_card(page, current)
overview.next_steps()
