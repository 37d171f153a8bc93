"""Passphrases: long enough, the same on every keyboard, from a prompt or a file, and expensive to guess."""

import io
import time
import unicodedata

import pytest

from tizim.core.errors import BadInput, Damaged, Locked, NotFound
from tizim.vault import passphrases
from tizim.vault.passphrases import DEFAULT, FLOOR, Costs, check_costs, check_passphrase, read_passphrase, unwrap, wrap

WORDS = "four plain words here"


@pytest.mark.parametrize(
    "good", [WORDS, "twelve-chars", "төрт сөз ғой бұл", "四个 词语 足够 长了", "تۆت سۆز يېتەرلىك ئەمەسمۇ"]
)
def test_twelve_characters_or_four_words_are_enough(good):
    check_passphrase(good)


@pytest.mark.parametrize(
    "bad", ["", "short", "elevenchars", "a b c d", "one one one one", "aaaaaaaaaaaaaaaa", "abababababababab"]
)
def test_short_and_repeated_ones_are_refused(bad):
    with pytest.raises(BadInput):
        check_passphrase(bad)


@pytest.mark.parametrize("bad", ["tab\tin the middle", "nul\0in the middle", "half \ud800 a pair here", "long " * 300])
def test_what_cannot_be_typed_again_is_refused(bad):
    with pytest.raises(BadInput):
        check_passphrase(bad)


def test_the_same_letters_typed_in_another_way_are_the_same(quick_costs):
    typed = "йод ёлка four words"
    wrapped = wrap(b"secret", unicodedata.normalize("NFD", typed), {}, quick_costs)
    assert (
        unwrap(wrapped, "  " + unicodedata.normalize("NFC", typed).replace(" ", "\u3000"), floor=quick_costs)
        == b"secret"
    )


def test_another_passphrase_gives_nothing(quick_costs):
    assert unwrap(wrap(b"secret", WORDS, {}, quick_costs), WORDS + "s", floor=quick_costs) is None


def test_every_other_field_is_bound(quick_costs):
    wrapped = wrap(b"secret", WORDS, {"whose": "mine"}, quick_costs)
    assert unwrap(wrapped, WORDS, floor=quick_costs) == b"secret"
    assert unwrap({**wrapped, "whose": "yours"}, WORDS, floor=quick_costs) is None
    assert unwrap({**wrapped, "more": 1}, WORDS, floor=quick_costs) is None


def test_the_usual_costs_are_above_the_floor_and_take_a_real_while():
    check_costs(DEFAULT)
    started = time.perf_counter()
    wrap(b"secret", WORDS, {}, DEFAULT)
    assert time.perf_counter() - started > 0.05


@pytest.mark.parametrize("field", ["passes", "memory_kib", "lanes"])
def test_costs_below_the_floor_are_refused_before_any_work(monkeypatch, quick_costs, field):
    wrapped = wrap(b"secret", WORDS, {}, quick_costs)
    monkeypatch.setattr(passphrases.crypto, "stretch_passphrase", lambda *_a, **_n: pytest.fail("worked"))
    low = {**vars(FLOOR), field: getattr(FLOOR, field) - 1, "salt": wrapped["argon2id"]["salt"]}
    with pytest.raises(Damaged, match="never writes"):
        unwrap({**wrapped, "argon2id": low}, WORDS)


@pytest.mark.parametrize(
    "costs",
    [Costs(10**9, 65536, 1), Costs(3, 10**9, 1), Costs(3, 65536, 10**6), Costs(60, 1 << 20, 1), Costs(3, 65536, 0)],
)
def test_absurd_costs_are_refused(costs):
    with pytest.raises(Damaged):
        check_costs(costs)


@pytest.mark.parametrize("wrong", [True, 3.0, "3", None, [3]])
def test_costs_that_are_no_numbers_are_refused(wrong):
    with pytest.raises(Damaged):
        check_costs(Costs(wrong, 65536, 1))


def test_it_is_read_from_the_file_that_was_named(tmp_path):
    (tmp_path / "given").write_bytes(b"\xef\xbb\xbffrom the file given\r\nsecond line")
    (tmp_path / "set").write_text("from the variable set\n")
    env = {"TIZIM_PASSPHRASE_FILE": str(tmp_path / "set")}
    assert read_passphrase("Passphrase", file=tmp_path / "given", env=env) == "from the file given"
    assert read_passphrase("Passphrase", env=env) == "from the variable set"


def test_a_missing_or_unreadable_file_is_one_sentence(tmp_path):
    with pytest.raises(NotFound, match="passphrase file"):
        read_passphrase("Passphrase", file=tmp_path / "none")
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    with pytest.raises(BadInput, match="UTF-8"):
        read_passphrase("Passphrase", file=tmp_path / "latin")


def test_it_is_asked_for_and_asked_twice_when_new():
    answers = iter(["four plain words here", "four plain words  here", WORDS, WORDS])
    with pytest.raises(BadInput, match="not the same"):
        read_passphrase("New passphrase", env={}, confirm=True, ask=lambda _prompt: next(answers))
    assert read_passphrase("New passphrase", env={}, confirm=True, ask=lambda _prompt: next(answers)) == WORDS


def test_nobody_is_asked_where_there_is_no_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("typed into a pipe"))
    with pytest.raises(Locked, match="--passphrase-file"):
        read_passphrase("Passphrase", env={})
