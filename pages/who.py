"""Search: find a person, a state, an institution, a record; and the page of each."""

from components import cache, shell
from components.who import view

shell.ensure()

current = view.current()
with shell.page("who", current.title) as page:
    current.draw(page, cache.dataset())
