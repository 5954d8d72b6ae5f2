"""What `serve.py` wraps around the app: see `docs/deploy.md` for what each part is for.

`guard` says what may be asked for and how many may come, `assets` sends files small and
lets browsers keep them, `document` writes the HTML of a page, `operators` tells those
who run a copy how it fares. `public`, which `dashboard.py` has as well, hands out no
file that is not as it was checked. All are plain ASGI; none draws anything.
"""
