"""Sources and data: what everything rests on, and how to take it away."""

from components import cache, shell
from components.sources import detail, files, intro, listing, ownership, reference, view

shell.ensure()

page = shell.page_header("sources")
current = view.view_of(cache.dataset())

intro.contents(current)
if not view.empty(current):
    listing.register_section(page, current)
    detail.source_panel(current)
ownership.ownership_section(page, current)
files.downloads_section(page, current)
reference.citation_section(page)
reference.dictionary_section(current)
reference.corrections_section(current)
