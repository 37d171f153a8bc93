"""Identity numbers are checked, and never repeated by anything that may be printed."""

from __future__ import annotations

import pytest

from tizim.core.errors import BadInput
from tizim.core.identity_numbers import find_identity_number, parse_identity_number


@pytest.mark.parametrize(
    ("text", "country", "born_on", "sex", "division"),
    [
        ("653125198001010001", "cn", "1980-01-01", "female", "653125"),
        ("6532 2219 9106 1512 31", "cn", "1991-06-15", "male", "653222"),
        ("６５３１２５１９８００１０１０００１", "cn", "1980-01-01", "female", "653125"),
        ("650102750101123", "cn", "1975-01-01", "male", "650102"),
        ("900101300017", "kz", "1990-01-01", "male", ""),
    ],
)
def test_what_a_number_says_is_read(text, country, born_on, sex, division):
    found = parse_identity_number(text)
    assert (found.country, found.born_on, found.sex, found.division) == (country, born_on, sex, division)


def test_a_division_that_did_not_exist_in_the_year_of_birth_is_accepted():
    assert parse_identity_number("650102197501010014").valid


def test_a_wrong_check_character_is_found_but_not_valid():
    assert find_identity_number("653125198001010002").valid is False
    with pytest.raises(BadInput, match="check character"):
        parse_identity_number("653125198001010002")


@pytest.mark.parametrize("digit", range(18))
def test_any_single_mistyped_digit_is_noticed(digit):
    number = "653222199106151231"
    wrong = number[:digit] + str((int(number[digit]) + 1) % 10) + number[digit + 1 :]
    found = find_identity_number(wrong)
    assert found is None or not found.valid


@pytest.mark.parametrize(
    "text", ["", "12", "6531251980010100", "653125198013010001", "000000000000", "abc" * 6, "053125198001010001"]
)
def test_what_is_no_number_is_none(text):
    assert find_identity_number(text) is None


def test_no_text_form_of_a_number_or_of_its_error_holds_its_digits():
    found = find_identity_number("653125198001010002")
    shown = f"{found} {found!r} {[found]}"
    for text in ("653125198001010002", "not a number 4711"):
        with pytest.raises(BadInput) as error:
            parse_identity_number(text)
        shown += str(error.value)
    assert not any(sign.isdigit() for sign in shown)


def test_a_kazakh_number_whose_first_check_is_ten_uses_the_second_weights():
    valid = [f"90010130{n:03d}{check}" for n in range(200) for check in range(10)]
    found = [find_identity_number(text) for text in valid]
    assert 170 < sum(number.valid for number in found) <= 200


def test_the_check_character_agrees_with_an_independent_implementation():
    ric = pytest.importorskip("stdnum.cn.ric")
    for serial in range(0, 999, 7):
        number = f"65402319900101{serial:03d}"
        assert parse_identity_number(number + ric.calc_check_digit(number + "0")).valid
