"""Numbers of people, as told in five languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tizim.core.errors import BadInput
from tizim.core.quantities import Quantity, find_quantity, parse_quantity


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("6000", "6000"), ("6,000", "6000"), ("6 000", "6000"), ("1.000.000", "1000000"), ("40 people", "40"),
        ("about 6000", "5900..6100"), ("nearly 6,000", "5900..6100"), ("about 40", "36..44"),
        ("up to 1000000", "..1000000"), ("up to a million", "..1000000"), ("at least a million", "1000000.."),
        ("more than 500", "500.."), ("6000+", "6000.."), ("1.5 million", "1500000"), ("40-50", "40..50"),
        ("between 40 and 50 people", "40..50"), ("1 to 3 million", "1000000..3000000"), ("thousands", "1000.."),
        ("около 6000 человек", "5900..6100"), ("не менее миллиона", "1000000.."), ("до миллиона", "..1000000"),
        ("более 6 тыс.", "6000.."), ("от 40 до 50 человек", "40..50"), ("шести тысяч", "6000"),
        ("шамамен 6000 адам", "5900..6100"), ("6000-ға жуық", "5900..6100"), ("кемінде бір миллион", "1000000.."),
        ("миллионға дейін", "..1000000"), ("6000-нан астам адам", "6000.."),
        ("تەخمىنەن 6000 ئادەم", "5900..6100"), ("ئەڭ ئاز دېگەندە 1 مىليون", "1000000.."),
        ("约6000人", "5900..6100"), ("6000人左右", "5900..6100"), ("至少100万人", "1000000.."), ("一百万", "1000000"),
        ("六千五百人", "6500"), ("不少于一万人", "10000.."), ("六千多人", "6000.."), ("数百", "100.."),
    ],
)  # fmt: skip
def test_a_number_of_people_is_read_as_a_range(text, written):
    assert parse_quantity(text).written == written


@pytest.mark.parametrize(
    "text", ["", "many", "12 women", "in a cell with 40 people in a wing", "3 4 5", "..", "6..5", "x" * 200]
)
def test_what_is_no_number_of_people_is_refused(text):
    assert find_quantity(text) is None
    with pytest.raises(BadInput, match="number of people"):
        parse_quantity(text)


@given(st.one_of(st.none(), st.integers(0, 10**9)), st.one_of(st.none(), st.integers(0, 10**9)))
@settings(max_examples=200, deadline=None)
def test_the_written_form_is_read_back_as_the_same_range(low, high):
    if low is None and high is None:
        return
    low, high = (high, low) if None not in (low, high) and low > high else (low, high)
    quantity = Quantity(low, high)
    assert find_quantity(quantity.written) == quantity


@given(st.integers(1, 10**9))
@settings(max_examples=200, deadline=None)
def test_about_a_number_holds_the_number_itself(number):
    found = find_quantity(f"about {number}")
    assert found.low < number < found.high and found.high - number <= max(1, number // 10)


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_quantity_or_none(text):
    found = find_quantity(text)
    assert found is None or None in (found.low, found.high) or found.low <= found.high
