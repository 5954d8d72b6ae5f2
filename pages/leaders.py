"""Leaders compared: who else speaks with Putin, and for which days we know it."""

from functools import partial

from components import cache, shell
from components.leaders import (
    answer,
    counts,
    lanes,
    last,
    reported_counts,
    silences,
    view,
    working,
)

shell.ensure()

with shell.page("leaders") as page:
    current = view.view_of(cache.dataset())
    page.answer(*answer.current_words())
    page.show(last.last_card())
    view.note_empty(current)
    page.tabs(
        contacts=page.showing(lanes.contact_card, current),
        axis=partial(counts.axis_tab, page, current),
        window=page.showing(counts.months_card, current),
        silences=page.showing(silences.silence_card, current),
        reported=partial(reported_counts.reported_tab, page),
        working=partial(working.working_tab, page),
    )
