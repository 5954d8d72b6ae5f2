"""The rules of the page are cheap to the browser, which applies them at each rerun."""

import re
from pathlib import Path

from components import shell


def screen_selectors() -> list[str]:
    """The selectors that a screen has to match."""
    written = Path(shell.__file__).with_name("page.css").read_text("utf-8")
    rules = re.sub(r"/[*].*?[*]/", "", written, flags=re.DOTALL)
    on_screen = rules.split("@media print")[0]
    return [found.strip() for found in re.findall(r"([^{}]+)\{", on_screen)]


def test_no_class_that_changes_makes_the_browser_look_at_all_below():
    """A rule that looks into the name of a class is asked about each that changes.

    What it then names below, by tag, class or attribute, is few elements; `*` is all.
    """
    selectors = [found for found in screen_selectors() if "[class" in found]
    assert selectors
    for selector in selectors:
        assert re.match(r"[a-z.\[]", selector.split()[-1]), selector
        assert "*)" not in selector, selector
