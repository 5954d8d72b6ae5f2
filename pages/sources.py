"""Sources and data: what everything rests on, and how to take it away."""

from components import cache, shell
from components.sources import downloads, ownership, reference, register, view

shell.ensure()

page = shell.page("sources")
current = view.view_of(cache.dataset())

register.contents(current)
if not view.empty(current):
    register.register_section(page, current)
    register.source_panel(current)
ownership.ownership_section(page, current)
downloads.downloads_section(page, current)
reference.citation_section(page)
reference.dictionary_section(current)
reference.corrections_section(current)
