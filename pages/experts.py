"""Expert assessments: who says what about talking with Moscow, from where."""

from components import cache, shell
from components.experts import charts, listing, tables, view

shell.ensure()

page = shell.page("experts")
current = view.view_of(cache.dataset())

charts.intro(current)
charts.active_filters(current)
if not view.empty(current):
    charts.contents(current)
    charts.warnings(current)
    charts.positions_card(page.spec, current)
    tables.index_card(page.spec, current)
    listing.list_section(current)
    listing.courses_card(page.spec, current)
    tables.table_section(page.spec, current)
