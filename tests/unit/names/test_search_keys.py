"""Search keys: forms of one name share one, names that share only a common word do not, nothing raises."""

import pytest

from tizim.names.keys import keys, part_keys, respelt, shortened


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Толқын Демесін", "Demesin Tolqyn"),
        ("Kairat Samarkhan", "Kairat Samarkan"),  # a consonant left out
        ("Kairat Samarkhan", "Kairap Samarkhan"),  # a wrong one
        ("Kairat Samarkhan", "凯拉特·萨马尔汗"),
        ("Yüsüp Ayup", "Yu Su Pu A You Pu"),
        ("Xoja Niyaz", "Niyaz"),  # a title that one side lacks
    ],
)
def test_forms_of_one_name_share_a_key(one, other):
    assert keys(one) & keys(other)


def test_two_names_with_one_common_word_share_no_key_of_the_whole():
    assert not keys("Memet Tursun") & keys("Memet Niyaz")
    assert part_keys("Memet Tursun") & part_keys("Memet Niyaz") >= {"x:memet", "w:MT"}


def test_a_part_of_a_name_shares_a_key_of_a_part():
    assert part_keys("萨马特") & part_keys("Самат Үлгі")


def test_what_is_one_error_away_is_all_that_is():
    assert set(shortened("PLPN")) < respelt("PLPN")
    assert {"PLTN", "PLPSN", "KLPN", "PLNP"} < respelt("PLPN")
    assert "PLPN" not in respelt("PLPN") and all(abs(len(one) - 4) <= 2 for one in respelt("PLPN"))


@pytest.mark.parametrize("name", ["", " ", "🙂 123", "\ud800", "'; DROP TABLE x; --", "a" * 10_000, "ا" * 10_000])
def test_whatever_is_given_has_few_keys(name):
    assert len(keys(name)) + len(part_keys(name)) < 200
