"""Sources and data: what everything rests on, and how to take it away."""

from functools import partial

from components import cache, shell
from components.sources import downloads, ownership, reference, register, view

shell.ensure()

with shell.page("sources") as page:
    current = view.view_of(cache.dataset())
    downloads.downloads_section(page, current)
    page.tabs(
        register=partial(register.register_tab, page, current),
        ownership=partial(ownership.ownership_section, page, current),
        dictionary=partial(reference.dictionary_section, current),
        cite=partial(reference.citation_section, page),
        corrections=partial(reference.corrections_section, current),
    )
