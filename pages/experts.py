"""Expert assessments: who says what about talking with Moscow, from where."""

from components import cache, shell
from components.experts import charts, courses, head, index, listing, table, view

shell.ensure()

page = shell.page_header("experts")
current = view.view_of(cache.dataset())

head.intro(current)
head.active_filters(current)
if not view.empty(current):
    head.contents(current)
    head.warnings(current)
    charts.positions_card(page, current)
    index.index_card(page, current)
    listing.list_section(current)
    courses.courses_card(page, current)
    table.table_section(page, current)
