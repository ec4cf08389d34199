"""What a narrow screen shows of a table without being scrolled sideways."""

from __future__ import annotations

from playwright import sync_api as playwright

_OUTSIDE = """() => {
    const cells = [...document.querySelectorAll('main table :is(td, tbody th)')].filter(cell => cell.checkVisibility());
    const cut = cells.filter(cell => {
        const frame = cell.closest('.wide, .matrix-frame').getBoundingClientRect();
        const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const text = document.createRange();
            text.selectNodeContents(texts.currentNode);
            const box = text.getBoundingClientRect();
            // What is for the ear alone is nowhere to be seen.
            if (!texts.currentNode.parentElement.closest('.hidden') && (box.left < frame.left - 1 || box.right > frame.right + 1)) return true;
        }
        return false;
    });
    return [cells.length, cut.map(cell => cell.textContent)];
}"""


def cells_out_of_sight(page: playwright.Page) -> tuple[int, list[str]]:
    """How many cells there are in the tables that are open, and the texts of those that reach over the edge of their frames."""
    number, cut = page.evaluate(_OUTSIDE)
    return number, cut
