"""Overview: the answers at a glance, each with a link to its page."""

from components import cache, overview, shell
from components.calls import view
from components.leaders import answer

shell.ensure()

with shell.page("overview") as page:
    data = cache.dataset()
    page.answer(*answer.current_words())
    overview.answers(page, data, view.view_of(data))
    overview.newest(data)
