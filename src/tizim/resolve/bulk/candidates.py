"""Which pairs of mentions are worth weighing, in SQL that DuckDB and Spark both read.

Two mentions are looked at if they, and not too many others, share
  name    the key of a whole name
  home    the key of a whole name, and a county
  year    the key of a whole name, or of one word and the beginning of another, and a year of birth, give or take one
  day     the key of one word of a name, and the day of birth
  born    the day of birth, and a county, whatever the name
  place   the key of one word of a name, a year of birth, and a county
  father  the key of one word of a name, and of one of the father's
  kin     the key of a relative's whole name, and the relation
  code    an ID number or a photograph's file
and if their names are then at least "hardly" alike, or the day of birth is the same, and no account tells of both.
Whoever bears a common name and tells no second fact meets nobody: such a pair could not be proposed anyway.

It runs for a range of mentions at a time, against all others, so that memory stays bounded. Not here: comparing names
(`alike`), weighing (`model`).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from tizim.bulk.engines import Engine
from tizim.bulk.tables import as_arrow
from tizim.resolve.bulk.alike import Reader, rank_of
from tizim.resolve.bulk.encoding import Encoded
from tizim.resolve.levels import FIELD_OF

MOST = {
    "name": 40,
    "home": 60,
    "year": 250,
    "day": 60,
    "born": 30,
    "place": 60,
    "father": 100,
    "kin": 60,
    "code": 50,
}  # mentions that share a block
MOST_FOR_TRAINING = 1_000
INSIDE_AT_ONCE = 1_000_000
YEARS_OPEN = 4  # births that leave more years open find nobody by their year
NAMES_AGREE = LEAST_FOR_TRAINING = rank_of(FIELD_OF["name"].level("loose").least)
LEAST = rank_of(FIELD_OF["name"].level("hardly").least)  # beside the facts that brought a pair here
ALIKE_ENOUGH = ("same", "near", "loose", "turned")  # levels of the name that pairs are found at
IDENTICAL = 9  # rank of a set of texts and itself

_BLOCKS = {
    "name": ("select m.unique_id as mention, k.key as key, 0 as part, 0 as more from mentions m "
             "join whole_keys k on k.called = m.called where k.partial = 0"),
    "home": ("select m.unique_id as mention, k.key as key, c.code as part, 0 as more from mentions m "
             "join whole_keys k on k.called = m.called join counties c on c.mention = m.unique_id where k.partial = 0"),
    "year": ("select m.unique_id as mention, k.key as key, y.year as part, 0 as more from mentions m "
             "join whole_keys k on k.called = m.called join years y on y.year between m.first - 1 and m.last + 1 "
             f"where m.first >= 0 and m.last - m.first < {YEARS_OPEN}"),
    "day": ("select m.unique_id as mention, k.key as key, m.day as part, 0 as more from mentions m "
            "join word_keys k on k.called = m.called where m.day >= 0"),
    "born": ("select m.unique_id as mention, cast(m.day as bigint) as key, c.code as part, 0 as more from mentions m "
             "join counties c on c.mention = m.unique_id where m.day >= 0"),
    "place": ("select m.unique_id as mention, k.key as key, y.year as part, c.code as more from mentions m "
              "join word_keys k on k.called = m.called join counties c on c.mention = m.unique_id "
              "join years y on y.year between m.first - 1 and m.last + 1 "
              f"where m.first >= 0 and m.last - m.first < {YEARS_OPEN}"),
    "father": ("select m.unique_id as mention, k.key as key, f.key as part, 0 as more from mentions m "
               "join word_keys k on k.called = m.called join word_keys f on f.called = m.father"),
    "kin": ("select r.mention as mention, k.key as key, r.relation as part, 0 as more from kin r "
            "join whole_keys k on k.called = r.relative where k.partial = 0"),
    "code": "select c.mention as mention, cast(c.code as bigint) as key, c.kind as part, 0 as more from codes c",
}  # fmt: skip

_WITH_RESTATED = """
    select told.*, case when r.mention is null then 0 else 1 end as restated from told left join (
        select distinct t.unique_id as mention from told t
        join word_keys k on k.called = t.called join word_keys f on f.called = t.father and f.key = k.key
    ) r on r.mention = told.unique_id"""


def load(engine: Engine, encoded: Encoded, reader: Reader) -> None:
    """Put everything that pairs are found and weighed by into the engine: numbers and salted hashes."""
    engine.put("told", encoded.mentions())
    engine.put("kin", as_arrow(**encoded.kin))
    engine.put("whole_keys", as_arrow(called=reader.whole[0], key=reader.whole[1], partial=reader.whole[2]))
    engine.put("word_keys", as_arrow(called=reader.words[0], key=reader.words[1]))
    engine.make("mentions", _WITH_RESTATED)
    engine.drop("told")
    firsts, lasts = encoded.columns["first"], encoded.columns["last"]
    known = [year for year in firsts if year >= 0]
    engine.put("years", as_arrow(year=array("i", range(min(known, default=0) - 1, max(lasts, default=0) + 2))))
    counties, codes = (array("i"), array("i")), (array("i"), array("i"), array("i"))
    for row, values in enumerate(encoded.lists["counties"]):
        for code in values:
            counties[0].append(row)
            counties[1].append(code)
    for kind, name in enumerate(("id_numbers", "photographs")):
        for row, values in enumerate(encoded.lists[name]):
            for code in values:
                codes[0].append(row)
                codes[1].append(code)
                codes[2].append(kind)
    engine.put("counties", as_arrow(mention=counties[0], code=counties[1]))
    engine.put("codes", as_arrow(mention=codes[0], code=codes[1], kind=codes[2]))
    for name, blocks in _BLOCKS.items():
        engine.make(f"block_{name}", _rare(blocks, MOST[name]))


def _rare(blocks: str, most: int) -> str:
    """The rows of blocks that at least two and at most so many mentions share."""
    return f"""
        with every as (select distinct mention, key, part, more from ({blocks}) given)
        select every.* from every join (
            select key, part, more from every group by key, part, more having count(*) between 2 and {most}
        ) few on every.key = few.key and every.part = few.part and every.more = few.more"""


def find(engine: Engine, reader: Reader, start: int, end: int) -> None:
    """Table `pairs` (join_key_l, join_key_r, match_key) of the mentions from `start` up to `end` and later ones."""
    joins = " union all ".join(
        f"select a.mention as one, b.mention as other from block_{name} a join block_{name} b "
        f"on a.key = b.key and a.part = b.part and a.more = b.more "
        f"where a.mention >= {start} and a.mention < {end} and a.mention < b.mention"
        for name in _BLOCKS
    )
    engine.make("met", f"select distinct one, other from ({joins}) found")
    _weigh_names(engine, reader, LEAST, strange=1)


def sample(engine: Engine, reader: Reader, step: int) -> None:
    """Table `pairs` for training: every `step`-th mention with all that share its name's key, whatever else is told."""
    engine.make("block_sample", _rare(_BLOCKS["name"], MOST_FOR_TRAINING))
    engine.make(
        "met",
        f"""select distinct least(a.mention, b.mention) as one, greatest(a.mention, b.mention) as other
            from block_sample a join block_sample b on a.key = b.key
            where a.mention % {step} = 0 and a.mention <> b.mention""",
    )
    engine.drop("block_sample")
    _weigh_names(engine, reader, LEAST_FOR_TRAINING)


def _weigh_names(engine: Engine, reader: Reader, least: int, strange: int = 2) -> None:
    """From `met` to `pairs`: the ranks of names, then of fathers, villages and relatives, as the way of the pair.

    `strange`: 1 lets pass whoever was born on the same day, whatever the names.
    """
    engine.make(
        "faced",
        """select met.one, met.other, l.called as a, r.called as b, l.father as father_a, r.father as father_b,
                  l.village as village_a, r.village as village_b,
                  l.kin * r.kin as kinned, l.restated * r.restated as restated,
                  case when l.day >= 0 and l.day = r.day then 1 else 0 end as born_together
           from met join mentions l on l.unique_id = met.one join mentions r on r.unique_id = met.other
           where l.account - r.account <> 0""",  # a plain <> can make DuckDB pair every mention with every other first
    )
    engine.drop("met")
    _rank(engine, reader, "name_ranks", "select a, b from faced", least, turned=True)
    engine.make(
        "named",
        f"""select faced.*, case when faced.a = faced.b then {IDENTICAL} else coalesce(n.score, 0) end as name
            from faced left join name_ranks n on n.a = least(faced.a, faced.b) and n.b = greatest(faced.a, faced.b)
            where faced.a = faced.b or n.score is not null or faced.born_together >= {strange}""",
    )
    engine.drop("faced", "name_ranks")
    engine.make(
        "related",
        """select named.one, named.other, x.relative as a, y.relative as b from named
           join kin x on x.mention = named.one join kin y on y.mention = named.other and y.relation = x.relation
           where named.kinned > 0""",
    )
    _rank(
        engine, reader, "other_ranks",
        """select father_a as a, father_b as b from named where father_a >= 0 and father_b >= 0
           union all select village_a, village_b from named where village_a >= 0 and village_b >= 0
           union all select a, b from related""",
        1,
    )  # fmt: skip
    engine.make("kin_ranks", _kin_ranks())
    engine.make("pairs", _ways())
    engine.drop("named", "related", "other_ranks", "kin_ranks")


def _rank(engine: Engine, reader: Reader, table: str, pairs: str, least: int, turned: bool = False) -> None:
    """A table (a < b, score) of the ranks of these pairs of called numbers, each compared once."""
    one, other = engine.columns(f"""
        select distinct least(a, b) as a, greatest(a, b) as b from ({pairs}) given where a <> b order by a, b""")
    one, other, ranks = reader.ranks(one, other, least, turned)
    engine.put(table, as_arrow(a=one, b=other, score=ranks))


def _kin_ranks() -> str:
    return f"""
        select related.one, related.other,
               max(case when related.a = related.b then {IDENTICAL} else coalesce(k.score, 0) end) as kin
        from related left join other_ranks k
          on k.a = least(related.a, related.b) and k.b = greatest(related.a, related.b)
        group by related.one, related.other"""


def _ways() -> str:
    """The way of a pair, one character each: name, father, village, relatives.

    A father who stands in the names of both mentions was compared with them: nothing more to compare.
    """

    def ranked(kind: str, table: str) -> str:
        return f"""case when named.{kind}_a < 0 or named.{kind}_b < 0 then '-'
                        when named.{kind}_a = named.{kind}_b then '{IDENTICAL}'
                        else cast(coalesce({table}.score, 0) as string) end"""

    return f"""
        select named.one as join_key_l, named.other as join_key_r, concat(
            cast(named.name as string),
            case when named.restated > 0 then '-' else {ranked("father", "f")} end,
            {ranked("village", "v")},
            coalesce(cast(k.kin as string), '-')
        ) as match_key
        from named
        left join other_ranks f
          on f.a = least(named.father_a, named.father_b) and f.b = greatest(named.father_a, named.father_b)
        left join other_ranks v
          on v.a = least(named.village_a, named.village_b) and v.b = greatest(named.village_a, named.village_b)
        left join kin_ranks k on k.one = named.one and k.other = named.other"""


def inside(engine: Engine, reader: Reader, groups: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """All pairs within these groups of three and more, some groups at a time, each with table `pairs` of those that no
    account tells apart. `groups`: for each mention the first of its group."""
    members: dict[int, list[int]] = {}
    sizes = Counter(groups)
    for row, head in enumerate(groups):
        if sizes[head] > 2:
            members.setdefault(head, []).append(row)
    found: list[tuple[int, int]] = []
    for head, rows in members.items():
        found += combinations(rows, 2)
        if len(found) >= INSIDE_AT_ONCE or head == next(reversed(members)):
            met = as_arrow(one=array("i", [a for a, _ in found]), other=array("i", [b for _, b in found]))
            engine.put("given", met)
            engine.make("met", "select one, other from given")
            engine.drop("given")
            _weigh_names(engine, reader, 0)
            yield found
            found = []
