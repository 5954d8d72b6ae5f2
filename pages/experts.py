"""Expert assessments: who says what about talking with Moscow, from where."""

from functools import partial

from components import cache, shell
from components.experts import charts, listing, tables, view

shell.ensure()

with shell.page("experts") as page:
    current = view.view_of(cache.dataset())
    page.answer(charts.answer(current))
    if not view.empty(current):
        charts.warnings(current)
        page.show(charts.positions_card(current))
        page.tabs(
            institutions=partial(listing.list_section, current),
            table=page.showing(tables.table_card, current),
            index=page.showing(tables.index_card, current),
            courses=page.showing(listing.courses_card, current),
        )
