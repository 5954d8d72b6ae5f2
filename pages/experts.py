"""Expert assessments: who says what about talking with Moscow, from where."""

from components import cache, shell
from components.experts import charts, listing, tables, view

shell.ensure()

page = shell.page_header("experts")
current = view.view_of(cache.dataset())

charts.intro(current)
charts.active_filters(current)
if not view.empty(current):
    charts.contents(current)
    charts.warnings(current)
    charts.positions_card(page, current)
    tables.index_card(page, current)
    listing.list_section(current)
    listing.courses_card(page, current)
    tables.table_section(page, current)
