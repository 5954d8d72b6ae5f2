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
    page.show(charts.positions_card(current))
    page.show(tables.index_card(current))
    listing.list_section(current)
    page.show(listing.courses_card(current))
    page.show(tables.table_card(current))
