"""A page of the desk as a test reads it: its text run by run, and without what is new each time."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser


def without_tokens(page: str) -> str:
    """A page without what is new each time: the tokens of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


OURS = (
    '<script src="/static/htmx/htmx-2.min.js" defer></script>', '<script src="/static/desk/desk.js" defer></script>',
)  # fmt: skip


OF_A_ROOM = re.compile(r'<script src="/static/desk/(?:accounts|interview|recorder|passkey)\.js" defer></script>')


def without_scripts(page: str) -> str:
    """A page without the two scripts that each has once, and that of its room; any other is left to be found."""
    for script in OURS:
        assert page.count(script) == 1, script
        page = page.replace(script, "")
    return OF_A_ROOM.sub("", page, count=1)


class Runs(HTMLParser):
    """The text of a page, run by run, each with the tags around it and the attributes of the innermost."""

    VOID = {"meta", "link", "input", "br", "hr", "img"}

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict]] = []
        self.found: list[tuple[list[str], dict, str]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1][0] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data):
        if data.strip():
            tags = [tag for tag, _attributes in self.open]
            self.found.append((tags, self.open[-1][1] if self.open else {}, data))

    def __iter__(self) -> Iterator[tuple[list[str], dict, str]]:
        assert not self.open, self.open
        return iter(self.found)
