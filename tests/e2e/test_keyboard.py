"""The main tasks by keyboard alone: Tab to get there, Enter or arrows to do it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from components.text import t
from tests.support.tab import Tab

# So many presses of Tab at most reach anything that stands above the tabs of a page.
MOST_PRESSES = 80
MOST_TOOLS = 6


def walk(opened: Tab, goal: Locator) -> None:
    """Press Tab until the goal, or what lies in it, has the focus, and can be seen."""
    expect(goal).to_be_attached()
    for _ in range(MOST_PRESSES):
        opened.page.keyboard.press("Tab")
        if goal.evaluate("goal => goal.contains(document.activeElement)"):
            assert goal.evaluate(
                "() => document.activeElement.matches(':focus-visible')"
            )
            return
    pytest.fail(f"{MOST_PRESSES} presses of Tab do not reach {goal}")


def press(opened: Tab, *keys: str) -> None:
    """Press keys one by one, and wait for what they do."""
    for key in keys:
        opened.page.keyboard.press(key)
    opened.settle()


def test_another_counting_rule_is_chosen(open_tab):
    opened = open_tab("/calls")
    walk(opened, opened.keyed("rule.en"))
    press(opened, "ArrowRight", "ArrowRight", "Space")
    opened.reaches("rule=all")


def test_who_counts_differently_is_opened(open_tab):
    opened = open_tab("/calls")
    walk(opened, opened.main.get_by_role("tab").first)
    press(opened, "ArrowRight", "Enter")
    opened.reaches("view=reported")
    expect(opened.keyed("claims_list")).to_be_visible()


def test_a_call_is_read_with_its_sources_and_closed(open_tab):
    opened = open_tab("/calls")
    walk(opened, opened.main.get_by_role("tab").first)
    walk(opened, opened.keyed("contacts_table").get_by_role("button").first)
    press(opened, "Enter")
    dialog = opened.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    press(opened, "Escape")
    expect(dialog).not_to_be_visible()


def test_a_state_is_chosen(open_tab):
    opened = open_tab("/stances")
    walk(opened, opened.keyed("state.en"))
    opened.page.keyboard.type("German")
    press(opened, "Enter")
    opened.reaches("state=DEU")


def open_tool(opened: Tab, kind: str, card: str) -> None:
    """Walk to the line of tools, along it by its arrow keys, and open one."""
    walk(opened, opened.keyed(f"tools_{card}"))
    wanted = opened.tool_button(kind, card)
    for _ in range(MOST_TOOLS):
        if wanted.evaluate("wanted => wanted === document.activeElement"):
            press(opened, "Enter")
            return
        opened.page.keyboard.press("ArrowRight")
    pytest.fail(f"the arrow keys do not reach {kind} of {card}")


def test_the_table_of_a_chart_is_opened(open_tab):
    opened = open_tab("/leaders")
    open_tool(opened, "table", "leaders_chart")
    expect(opened.keyed("last_contacts_table")).to_be_visible()


def test_a_picture_is_asked_for(open_tab):
    opened = open_tab("/experts")
    open_tool(opened, "download", "experts_chart")
    body = opened.keyed("download_experts_chart")
    expect(body.get_by_role("button", name=t("shell.download_csv"))).to_be_visible()
    walk(opened, body)
