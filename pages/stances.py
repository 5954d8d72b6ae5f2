"""Stance map: who wants to talk with Moscow, as of any day."""

from functools import partial

from components import cache, shell
from components.stances import (
    country,
    day_map,
    history,
    main,
    positions,
    statements,
    view,
)

shell.ensure()

with shell.page("stances") as page:
    current = view.view_of(cache.dataset())
    page.answer(day_map.finding(current), day_map.marks_sentence(current))
    map_place, tabs_place = main.controls(current)
    with map_place:
        main.map_and_panel(page, current)
    with tabs_place:
        page.tabs(
            list=page.showing(positions.positions_card, current),
            statements=partial(statements.statements_section, page, current),
            changes=page.showing(history.changes_card, current),
            history=page.showing(history.distribution_card, current),
            bodies=partial(country.institution_cards, current),
            tiles=page.showing(day_map.map_card, current, "tiles"),
            scale=partial(main.scale, current),
        )
