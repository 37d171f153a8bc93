"""Nothing but a keyboard: keys are counted, and every field is reached by Tab, as without a mouse."""

from __future__ import annotations

from dataclasses import dataclass

MOST_TABS = 90


@dataclass
class Keyboard:
    """The keyboard of one page. `keys`: how many were pressed so far. `scripts`: whether the page's keys work."""

    page: object
    scripts: bool = True
    keys: int = 0

    @property
    def focus(self) -> str:
        return self.page.evaluate("(document.activeElement.name || document.activeElement.id || '')")

    def press(self, key: str, times: int = 1) -> None:
        for _each in range(times):
            self.page.keyboard.press(key)
            self.keys += 1

    def reach(self, name: str) -> None:
        """Tab to the field of this name, forwards only. Raises AssertionError if Tab never gets there."""
        for _each in range(MOST_TABS):
            if self.focus == name:
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach {name}; it stands at {self.focus}")

    def reach_link(self, end: str) -> None:
        """Tab to a button or link of the page's content that leads to an address with this end."""
        for _each in range(MOST_TABS):
            if self.page.evaluate("(e => e.closest('form') && e.href || '')(document.activeElement)").endswith(end):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach a link to {end}")

    def write(self, name: str, text: str) -> None:
        """Type into a text field."""
        self.reach(name)
        self.page.keyboard.type(text)
        self.keys += len(text)

    def choose(self, name: str, code: str) -> None:
        """Choose in a list or among radios by the arrow keys."""
        self.reach(name)
        if self.page.evaluate("document.activeElement.type") == "radio":
            self._choose_radio(name, code)
            return
        steps = (
            "code => { const one = document.activeElement;"
            " return [...one.options].findIndex(o => o.value === code) - one.selectedIndex; }"
        )
        ahead = self.page.evaluate(steps, code)
        self.press("ArrowDown" if ahead > 0 else "ArrowUp", abs(ahead))
        assert self.page.evaluate("document.activeElement.value") == code

    def _choose_radio(self, name: str, code: str) -> None:
        if not self.page.evaluate(f"!!document.querySelector('[name=\"{name}\"]:checked')"):
            self.press("Space")
        for _each in range(8):
            if self.page.evaluate(f"document.querySelector('[name=\"{name}\"]:checked').value") == code:
                return
            self.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {code} of {name}")

    def until(self, holds: str) -> None:
        """Wait until an expression holds in the page (a policy of ours forbids to wait by a script's own means)."""
        for _each in range(150):
            if self.page.evaluate(holds):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"never came true: {holds}")

    def reach_button(self, name: str, value: str) -> None:
        """Tab to a button that one can see."""
        self.press("Tab")
        for _each in range(MOST_TABS):
            here = self.page.evaluate(
                "(e => e.tagName === 'BUTTON' ? [e.name, e.value, e.tabIndex] : [])(document.activeElement)"
            )
            if here == [name, value, 0]:
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach {name}={value}")

    def next(self) -> None:
        """Keep and go on: by the page's own key, or by the button."""
        if not self.scripts:
            self.reach_button("go", "next")
        self.go("Control+Enter" if self.scripts else "Enter")

    def add_row(self, home: str) -> None:
        if not self.scripts:
            self.reach_button("add", home)
        self.go("Alt+Enter" if self.scripts else "Enter")

    def go(self, key: str = "Enter") -> None:
        """Press a key that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.press(key)
