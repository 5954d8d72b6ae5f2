"""What is new: which records joined the data and which were corrected, and when."""

from components import cache, new, shell

shell.ensure()

with shell.page("new") as page:
    current = new.view_of(cache.dataset())
    page.answer(new.answer(current))
    new.subscribe(page)
    new.versions(page, current)
