"""Expert assessments: who says what about talking with Moscow, from where."""

from components import cache, shell
from components.experts import charts, head, listing, table, view

shell.ensure()

page = shell.page_header("experts")
current = view.view_of(cache.dataset())

head.intro(current)
if not view.empty(current):
    head.warnings(current)
    charts.positions_card(page, current)
    listing.list_section(current)
    table.table_section(page, current)
