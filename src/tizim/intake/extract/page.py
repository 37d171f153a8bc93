"""All visible text of an HTML page in lines, and what its tags say: title, day, publisher. Reads, never renders.

Python's own parser, which does not recurse: a page of a million open tags is as good as any other.

>>> page = Page()
>>> page.read("<title>A</title><p>One<br>two</p><script>no()</script>")
>>> [line for line in page.lines if line], page.meta()["title"]
(['One', 'two'], 'A')
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from .article import read_day

_DATE_TAGS = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created",
    "publishdate", "pubdate", "publication_date", "sailthru.date", "parsely-pub-date", "og:published_time",
)  # fmt: skip
_PUBLISHER_TAGS = ("og:site_name", "dc.publisher", "citation_publisher", "application-name", "publisher")
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li "
        "main nav ol option p pre section table td th tr ul title",
    )
)
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "head"})


class Page(HTMLParser):
    """All visible text in lines, the meta tags, and what JSON-LD says. Does not recurse."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: dict[str, str] = {}
        self.lines: list[str] = [""]
        self.title = ""
        self.silent = 0
        self.inside = ""
        self.scripts: list[str] = []

    def read(self, html: str) -> None:
        last = html.rfind(">") + 1
        if (open_tag := html.find("<", last)) >= 0:
            html = html[:open_tag]  # a tag that is never closed makes the parser look for its end again and again
        try:
            self.feed(html)
            self.close()
        except (AssertionError, ValueError):
            pass  # what was read up to here is what there is
        self.lines = [" ".join(line.split()) for line in self.lines]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
            if name and given.get("content"):
                self.tags.setdefault(name, given["content"].strip()[:1000])
        elif tag == "link" and given.get("rel") == "canonical":
            self.tags.setdefault("canonical", given.get("href", "")[:1000])
        elif tag == "time" and given.get("datetime"):
            self.tags.setdefault("time", given["datetime"][:100])
        if tag == "script" and "ld+json" in given.get("type", ""):
            self.inside = "json"
        elif tag == "title" and not self.title:
            self.inside = "title"
        if tag in _SILENT:
            self.silent += 1
        if tag in _BLOCKS and self.lines[-1]:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""
        if tag in _SILENT and self.silent:
            self.silent -= 1
        if tag in _BLOCKS and self.lines[-1]:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self.inside == "json":
            self.scripts.append(data[:200_000])
        elif self.inside == "title":
            self.title += data[:1000]
        elif not self.silent:
            self.lines[-1] += data

    def meta(self) -> dict[str, str]:
        """title, published_on and publication, as far as the page's own tags say."""
        linked = self._linked()
        days = [
            linked.get("datePublished", ""),
            *(self.tags.get(name, "") for name in _DATE_TAGS),
            self.tags.get("time", ""),
        ]
        names = [self.tags.get(name, "") for name in _PUBLISHER_TAGS[:1]] + [linked.get("publisher", "")]
        names += [self.tags.get(name, "") for name in _PUBLISHER_TAGS[1:]]
        title = self.tags.get("og:title") or linked.get("headline") or " ".join(self.title.split())
        return {
            "title": title,
            "published_on": next((day for text in days if (day := _day(text))), ""),
            "publication": next((name for name in names if name), ""),
        }

    def _linked(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for script in self.scripts[:20]:
            try:
                data = json.loads(script)
            except (ValueError, RecursionError):
                continue
            for entry in _entries(data):
                publisher = entry.get("publisher")
                if isinstance(publisher, dict):
                    publisher = publisher.get("name")
                values = {"headline": entry.get("headline"), "publisher": publisher}
                values["datePublished"] = entry.get("datePublished")
                for name, value in values.items():
                    if isinstance(value, str) and value:
                        found.setdefault(name, value[:1000])
        return found


def _entries(data: Any) -> list[dict[str, Any]]:
    items = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _day(text: str) -> str:
    return read_day(found[0]) if (found := re.match(r"\d{4}-\d\d-\d\d", text)) else read_day(text)
