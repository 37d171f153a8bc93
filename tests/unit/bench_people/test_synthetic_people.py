"""The invented people of `bench/people`: the same from the same seed, as common as documented, true to their truth."""

import ast
import csv
import random
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from tizim.core.dates import from_edtf
from tizim.core.identity_numbers import parse_identity_number
from tizim.core.places import get_place
from tizim.core.vocabularies import vocabulary

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "bench"))
import people  # noqa: E402
from people.chinese import characters_of, pinyin_of  # noqa: E402
from people.given import names_of  # noqa: E402
from people.households import household  # noqa: E402
from people.rates import LEVELS, SYSTEMS_OF, Rates  # noqa: E402
from people.slips import slip, slip_in_characters  # noqa: E402
from people.telling import birth  # noqa: E402
from people.writing import STYLES, SYSTEMS, sounds_of, spell  # noqa: E402

KINDS = [(p, k) for p in ("uyghur", "kazakh", "kyrgyz") for k in "mf"] + [("hui", k) for k in ("m", "f", "s")]


@pytest.fixture(scope="module")
def crowd():
    return list(people.generate(6000, 1))


@pytest.fixture(scope="module")
def mixed():
    return list(people.generate(3000, 2, mentions="mix"))


def test_the_same_seed_gives_the_same_people_and_another_seed_others(crowd):
    assert list(people.generate(1500, 1)) == [t for t in crowd if number_of(t) < 1500]
    assert {t.true_name for t in people.generate(50, 1)} != {t.true_name for t in people.generate(50, 9)}


def number_of(told):
    chunk, _, number = told.person_id.removeprefix("p").partition("-")
    return int(chunk) * 1000 + int(number)


def test_a_longer_stream_begins_with_the_shorter_one(crowd):
    assert list(people.generate(2000, 1)) == crowd[:2000]


def test_it_does_not_depend_on_how_python_hashes():
    program = "import sys; sys.path.insert(0, 'bench'); import people; print(hash_of(people.generate(300, 5)))"
    program = program.replace("hash_of(", "__import__('zlib').crc32(repr(list(").replace("5)))", "5))).encode()))")
    printed = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_people_come_one_thousand_at_a_time():
    assert len(list(islice(people.generate(10**9, 3), 10))) == 10


def test_each_person_has_one_truth_and_each_account_tells_of_them_once(mixed):
    names, told_by = defaultdict(set), Counter()
    for told in mixed:
        names[told.person_id].add(told.true_name)
        told_by[told.account_id, told.person_id] += 1
    assert len(names) == 3000
    assert {len(one) for one in names.values()} == {1}
    assert max(told_by.values()) == 1
    assert len({told.mention_id for told in mixed}) == len(mixed)


def test_how_many_mentions_a_person_has(mixed):
    counts = Counter(Counter(told.person_id for told in mixed).values())
    assert set(counts) == {1, 2, 3, 4, 5, 6}
    assert abs(counts[1] / 3000 - 0.42) < 0.03
    assert abs(len(mixed) / 3000 - 2.26) < 0.1
    twice = Counter(told.person_id for told in people.generate(100, 1, mentions=[(2, 1.0)]))
    assert set(twice.values()) == {2}


def test_what_is_told_is_told_as_often_as_documented(crowd):
    rates = LEVELS["normal"]
    rows = [told for told in crowd if not told.twin_group]
    for field in ("sex", "born", "ethnicity", "county", "village", "father", "id_number", "relatives"):
        rate = getattr(rates, {"born": "birth"}.get(field, field) + "_told")
        share = sum(bool(getattr(told, field)) for told in rows) / len(rows)
        assert abs(share - rate) < 0.025, field


def test_more_knowledge_tells_more():
    told = {
        level: sum(bool(told.born) + bool(told.county) for told in people.generate(1000, 2, knowledge=level))
        for level in people.KNOWLEDGE
    }
    assert told["sparse"] < told["normal"] < told["full"]


def test_names_are_as_common_as_documented(crowd):
    given = Counter(told.true_name.split()[0] for told in crowd if " " in told.true_name)
    shares = {name: count / sum(given.values()) for name, count in given.items()}
    assert 0.01 < max(shares.values()) < 0.03
    assert all(shares[name] > 0.009 for name in ("Memet", "Abdulla", "Tursun"))
    women = Counter(t.true_name.split()[0] for t in crowd if t.sex == "female" and t.ethnicity == "uyghur")
    assert all(0.01 < women[name] / sum(women.values()) < 0.04 for name in ("Ayshe", "Patime"))
    assert len(shares) > 600


def test_every_system_is_used_as_often_as_documented(crowd):
    hui = [told.system for told in crowd if " " not in told.true_name]
    assert set(hui) <= {"zh", "pinyin"}
    assert {told.system for told in crowd} == set(SYSTEMS)
    for shares in SYSTEMS_OF.values():
        assert {system for system, _ in shares} <= set(SYSTEMS)
        assert sum(share for _, share in shares) == pytest.approx(1)


def test_codes_are_those_of_the_vocabularies_and_places_and_dates_can_be_read(mixed):
    known = {name: set(vocabulary(name).terms) for name in ("sexes", "ethnicities", "relations")}
    for told in mixed:
        assert {told.sex} - {""} <= known["sexes"]
        assert {told.ethnicity} - {""} <= known["ethnicities"]
        assert {relation for relation, _ in told.relatives} <= known["relations"]
        assert told.name.strip() == told.name != ""
        assert told.born == "" or from_edtf(told.born).earliest is not None
        assert told.county == "" or get_place(told.county).code == told.county


def test_id_numbers_have_a_right_check_digit_and_no_province(mixed):
    numbers = {told.id_number for told in mixed} - {""}
    assert len(numbers) > 50
    for number in numbers:
        assert parse_identity_number(number).valid
        assert number.startswith("69")


def test_households_are_related_as_they_are_named():
    chance = random.Random(4)
    for _ in range(200):
        for one in household(chance):
            for relation, other in one.family:
                assert other is not one
                if relation == "father":
                    assert (other.given, other.father) == (one.father, one.grandfather)
                    assert other.born[0] < one.born[0]
                    assert other.surname == one.surname
                if relation in ("brother", "sister"):
                    assert other.given != one.given and other.father == one.father
                if relation in ("brother", "son", "husband", "father"):
                    assert other.sex == "male"


def test_without_noise_a_birth_told_exactly_is_the_true_one():
    chance, none = random.Random(3), Rates(birth_wrong=0, birth_off=0)
    for _ in range(300):
        person = household(chance)[0]
        read = from_edtf(birth(chance, person, none))
        if read.qualifier == "":
            assert read.earliest <= date(*person.born) <= read.latest


def test_twins_share_name_and_county_and_only_what_tells_them_apart_is_told():
    kinds = Counter()
    for one, other, kind in people.twin_pairs(3000, 6, twins=0.2):
        kinds[kind] += 1
        assert one.person_id != other.person_id and one.account_id != other.account_id
        assert one.true_name.split()[0] == other.true_name.split()[0]
        assert kind == "father" or one.true_name == other.true_name
        assert (one.county, one.sex) == (other.county, other.sex)
        assert (one.village, one.occupation, one.relatives, one.id_number) == ("", "", (), "")
        if kind == "birth":
            assert abs(int(one.born[:4]) - int(other.born[:4])) >= 4 and not one.father
        if kind == "father":
            assert one.father and other.father and not one.born and not other.born
        if kind == "bare":
            assert (one.born, other.born, one.father, other.father) == ("", "", "", "")
    assert abs(sum(kinds.values()) * 2 / 3000 - 0.2) < 0.04
    assert min(kinds.values()) > sum(kinds.values()) / 5


def test_more_noise_gives_more_ways_to_write_a_name():
    ways = {}
    for level in LEVELS:
        written = defaultdict(set)
        for told in people.generate(300, 8, mentions=[(6, 1.0)], noise=level):
            written[told.person_id, told.system].add(told.name.casefold())
        ways[level] = sum(map(len, written.values()))
    assert ways["none"] < ways["light"] < ways["normal"] < ways["heavy"]


WRITTEN = [
    ("Abdughëni", "uyghur", "ug_arab", "ئابدۇغېنى"), ("Abdughëni", "uyghur", "ug_cyr", "Абдуғени"),
    ("Yüsüp", "uyghur", "ru", "Юсуп"), ("Tursungül", "uyghur", "uly", "Tursungül"),
    ("Dilber", "uyghur", "kk_cyr", "Дилбәр"), ("Roshen", "uyghur", "tr", "Roşen"),
    ("Xedichem", "uyghur", "en_press", "Hadicham"), ("Қуат", "kazakh", "ru", "Куат"),
    ("Сәуле", "kazakh", "ru", "Сауле"), ("Сәуле", "kazakh", "ug_arab", "سەۋلې"),
    ("Серік", "kazakh", "kk_latn", "Serık"), ("Тұрсын", "kazakh", "kk_tote", "تۇرسىن"),
    ("Әсет", "kazakh", "kk_tote", "اسەت"), ("Үсөн", "kyrgyz", "ky_cyr", "Үсөн"), ("Эсен", "kyrgyz", "ky_cyr", "Эсен"),
    ("Жумабай", "kyrgyz", "en", "Jumabay"),
]  # fmt: skip


@pytest.mark.parametrize("name, of, style, expected", WRITTEN)
def test_how_names_are_written(name, of, style, expected):
    assert spell(sounds_of(name, of), style) == expected


def test_how_names_are_written_in_characters():
    assert characters_of(sounds_of("Tursungül", "uyghur")) == "吐尔逊古丽"
    assert pinyin_of("吐尔逊") == ("tu", "er", "xun")


@pytest.mark.parametrize("of, kind", KINDS)
def test_every_name_can_be_written_in_every_system(of, kind):
    for name in names_of(of, kind)[0]:
        forms = [*name.characters, *(characters_of(sounds) for sounds in name.spellings)]
        assert forms and all(len(pinyin_of(form)) == len(form) for form in forms), name
        for style in [style for styles in STYLES.values() for style, _ in styles]:
            assert all(spell(sounds, style) for sounds in name.spellings), name


def test_a_slip_changes_little():
    chance = random.Random(1)
    for word in ("Abdurehim", "ئابدۇرەھىم", "Әбдіқадыр", "يۈسۈپ"):
        for _ in range(200):
            assert abs(len(slip(chance, word, 0.1)) - len(word)) <= 1
    assert all(len(slip_in_characters(chance, "买买提", 0.1)) in (2, 3) for _ in range(100))


def test_nothing_is_shared_with_what_is_measured():
    imported = set()
    for path in (ROOT / "bench" / "people").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                imported.add((node.module or "").split(".")[0])
    assert imported - {"people"} <= sys.stdlib_module_names


def test_the_command_writes_a_file_and_says_how_common_names_are(tmp_path):
    out = tmp_path / "people.csv"
    command = [
        sys.executable,
        str(ROOT / "bench" / "people"),
        "--people",
        "1200",
        "--mentions",
        "mix",
        "--out",
        str(out),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    with out.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len({row["person_id"] for row in rows}) == 1200
    assert f"{len(rows)} mentions of 1200 people" in said and "100 or more others" in said
