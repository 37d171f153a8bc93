"""Tags for pages that are built of parts: {% put "field" field=one %} and {% part "notice" kind="ok" %}…{% endpart %}.

A part is a template in `desk/parts`, whose first lines say what it takes. `put` draws one that holds nothing else;
`part` one that holds what stands between its tags, as `content`. Nothing of the page around it reaches a part but
what it is given, the language and the form's token; a parameter that it does not take is a fault of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

Value = TypeVar("Value")
EVERYWHERE = ("language", "csrf_token")  # of the page around a part
HOLDS = {
    "head": "title kind lead count",
    "section": "title id lead count",
    "notice": "kind title quiet",
    "panel": "title id live",
    "empty": "words",
    "confirm": "title happens button action danger back second name value",
    "pair": "rule",
    "side": "title",
    "figure": "caption caution csv",
}
LEAF = {
    "field": "field",
    "rows": "group",
    "button": "label kind name value href action novalidate disabled",
    "error": "error fields",
    "steps": "steps label",
    "table": "caption heads rows numbers",
    "facts": "facts",
    "chips": "numbers more",
    "tabs": "tabs label",
    "paging": "before after here last more",
    "player": "src title about id",
    "progress": "label words done total id live",
}

register = template.Library()


@register.simple_tag(takes_context=True)
def put(context: Context, name: str, /, **values: object) -> SafeString:
    """A part that holds nothing but what it is given. Raises TemplateSyntaxError for what it does not take."""
    return _draw(context, name, LEAF, values)


@register.simple_block_tag(takes_context=True, end_name="endpart")
def part(context: Context, content: SafeString, name: str, /, **values: object) -> SafeString:
    """A part around what stands between the tags. Raises TemplateSyntaxError for what it does not take."""
    return _draw(context, name, HOLDS, {**values, "content": content if content.strip() else ""})


def _draw(context: Context, name: str, known: dict[str, str], values: dict[str, object]) -> SafeString:
    takes = {*known.get(name, "").split(), *(("content",) if known is HOLDS else ())}
    if name not in known or set(values) - takes:
        wrong = ", ".join(sorted(set(values) - takes)) if name in known else "no such part for this tag"
        raise template.TemplateSyntaxError(f"{name}: {wrong}")
    around = {key: context[key] for key in EVERYWHERE if key in context}
    found = get_template(f"desk/parts/{name}.html").template  # type: ignore[attr-defined]
    return found.render(context.new({**around, **values}))


@register.simple_tag(takes_context=True)
def current(context: Context, address: str) -> SafeString:
    """`aria-current` of a link: "page" where it leads here, "true" where it leads to what this page belongs to."""
    return aria_current(address, context.request.path)  # type: ignore[attr-defined]


def aria_current(address: str, here: str) -> SafeString:
    """The attribute, or nothing.

    >>> aria_current("/people", "/people"), aria_current("/people", "/people/01HF"), aria_current("/", "/people")
    (' aria-current="page"', ' aria-current="true"', '')
    """
    if address == here:
        return SafeString(' aria-current="page"')
    within = address != "/" and here.startswith(address + "/")
    return SafeString(' aria-current="true"' if within else "")


@register.filter
def at(values: Sequence[Value], place: int) -> Value | str:
    """The value at a place, counted from 0; nothing where there is none: {{ heads|at:forloop.counter0 }}."""
    return values[place] if 0 <= place < len(values) else ""
