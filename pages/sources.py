"""Sources and data: what everything rests on, and how to take it away."""

from functools import partial

from components import cache, shell
from components.sources import (
    articles,
    downloads,
    ownership,
    reference,
    register,
    view,
)

shell.ensure()

with shell.page("sources") as page:
    current = view.view_of(cache.dataset())
    page.answer(ownership.answer(current))
    downloads.package_row(page, current)
    ownership.ownership_section(page, current)
    page.tabs(
        register=partial(register.register_tab, page, current),
        data=partial(downloads.data_tab, page, current),
        articles=partial(articles.articles_tab, page),
        ownership=partial(ownership.ownership_tab, current),
        dictionary=partial(reference.dictionary_section, current),
        cite=partial(reference.citation_section, page),
        corrections=partial(reference.corrections_section, current),
    )
