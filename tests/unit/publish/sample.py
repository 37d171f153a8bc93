"""A small world for publication, all invented: what sources allowed, and beside it what must never come out.

Every hidden row carries a canary: a name, a number or a word that no published byte may hold.
"""

from __future__ import annotations

from collections import defaultdict

from tizim.core.ids import compose_id
from tizim.core.values import (
    Account,
    Consent,
    Derivation,
    Exhibit,
    Facts,
    Finding,
    Judgement,
    Mention,
    Source,
    Statement,
)
from tizim.corroborate import contradictions, count_voices
from tizim.publish.projection import read_projection
from tizim.publish.register import Release, make_register
from tizim.publish.select import select_from
from tizim.publish.site import render
from tizim.statements import assemble

CANARIES = ("Zebiniso", "Хорезмиева", "زەبىنىسا", "canaryword", "7731", "Quartz", "1961-11-09", "S-31337")
TODAY = "2026-11-22"


def make_id(number: int) -> str:
    return compose_id(1_700_000_000_000 + number * 7919, number.to_bytes(10))


FULL = {
    "keep": "yes", "count": "yes", "publish_statement": "yes", "publish_words": "yes", "publish_name": "full",
    "publish_photo": "yes", "date_precision": "day", "place_precision": "exact",
}  # fmt: skip


class World:
    """Facts under names: `w.person("p1", …)`; ids follow from the order of making unless told."""

    def __init__(self, next_id=None) -> None:
        self.rows = defaultdict(list)
        self.ids: dict[str, str] = {}
        self._count = 0
        self._next = next_id or make_id

    def id(self, name: str) -> str:
        if name not in self.ids:
            self._count += 1
            self.ids[name] = self._next(self._count)
        return self.ids[name]

    def source(self, name, kind, **rest):
        self.rows["sources"].append(
            Source(self.id(name), rest.pop("code", f"S-{len(self.rows['sources'])}"), kind, **rest)
        )

    def account(self, name, source, consent=None, **rest):
        row = Account(
            self.id(name), rest.pop("number", self._count), rest.pop("kind", "interview"), self.id(source), **rest
        )
        self.rows["accounts"].append(row)
        if consent is not None:
            self.rows["consents"].append(Consent(self.id(f"{name}/consent"), row.id, purposes=consent))

    def narrow(self, statement, account, **purposes):
        row = Consent(self.id(f"{statement}/consent"), self.id(account), self.id(statement), purposes)
        self.rows["consents"].append(row)

    def withdraw(self, account):
        self.rows["consents"].append(Consent(self.id(f"{account}/withdrawn"), self.id(account), withdrawn=True))

    def mention(self, name, account, kind, label):
        self.rows["mentions"].append(Mention(self.id(name), self.id(account), kind, label))

    def says(self, name, account, mention, what, value, **rest):
        value = self.id(value) if what == "relation" else value
        qualifiers = dict(rest.pop("qualifiers", {}))
        if "facility" in qualifiers:
            qualifiers["facility"] = self.id(qualifiers["facility"])
        row = Statement(self.id(name), self.id(account), self.id(mention), what, value, qualifiers=qualifiers, **rest)
        self.rows["statements"].append(row)

    def same(self, a, b, by=("Leila", "Tomas")):
        pair = self.id(a), self.id(b)
        first = self.id(f"{a}={b}")
        self.rows["judgements"].append(Judgement(first, *pair, "same", "the same village and father", by[0]))
        for second in by[1:]:
            row = Judgement(self.id(f"{a}={b}/{second}"), *pair, "same", "agreed", second, seconds=first)
            self.rows["judgements"].append(row)

    def derived(self, derived, source, kind="repost", **rest):
        self.rows["derivations"].append(Derivation(self.id(derived), self.id(source), kind, **rest))

    def finding(self, mention, conclusion, second="Tomas"):
        row = Finding(
            self.id(f"{mention}/finding"),
            self.id(mention),
            conclusion,
            "reasonable_grounds",
            "Three tell it.",
            "Leila",
            second,
        )
        self.rows["findings"].append(row)

    def photo(self, name, account, mention, **rest):
        row = Exhibit(
            self.id(name), self.id(account), f"{name}.png", "image/png", 9, "00", mention_id=self.id(mention), **rest
        )
        self.rows["exhibits"].append(row)

    def facts(self) -> Facts:
        return Facts(**{name: tuple(rows) for name, rows in self.rows.items()})


def sample() -> World:
    w = World()
    w.source("daughter", "relative", relation="daughter", code="S-31337", sealed=True)
    w.source("neighbour", "acquaintance", relation="neighbour")
    w.source("cellmate", "released_detainee", relation="cellmate")
    w.source("herald", "press", public_name="The Almalyk Herald")
    w.source("wire", "news_agency", public_name="Steppe Wire")
    w.source("office", "official", public_name="Office of Public Order, Kumtag")
    w.account("A", "daughter", FULL, number=7731, told_on="2018-05-03", language="kk", text="canaryword canaryword")
    w.account("B", "neighbour", {**FULL, "date_precision": "month", "place_precision": "county"}, told_on="2019-02-11")
    w.account("C", "cellmate", {**FULL, "publish_name": "partial", "date_precision": "year"}, told_on="2019-06")
    w.account(
        "D",
        "wire",
        FULL,
        kind="article",
        published_on="2018-09-01",
        title="Fathers taken in Kumtag",
        publication="Steppe Wire",
        language="en",
        url="https://wire.example/1",
    )
    w.account(
        "E",
        "herald",
        FULL,
        kind="article",
        published_on="2018-09-03",
        title="Kumtag: families speak",
        publication="The Almalyk Herald",
        language="en",
        through=("Steppe Wire",),
    )
    w.account(
        "F", "office", FULL, kind="official_statement", published_on="2018-12-10", language="zh", title="答记者问"
    )
    w.account("G", "neighbour", {**FULL, "publish_name": "none", "place_precision": "region"}, told_on="2019-03")
    w.derived("E", "D")
    _tolqyn(w)
    _aigul(w)
    _facility(w)
    _nameless(w)
    _hidden(w)
    return w


def _tolqyn(w: World) -> None:
    for account, label in (
        ("A", "Тоқтасын Үлгібай"),
        ("B", "Toqtasyn Ulgibay"),
        ("D", "Toktasyn Ulgibai"),
        ("E", "Toktasyn Ulgibai"),
        ("F", "托合塔森·吾力盖巴依"),
    ):
        w.mention(f"t{account}", account, "person", label)
    for other in "BDEF":
        w.same("tA", f"t{other}")
    w.says(
        "t1",
        "A",
        "tA",
        "event",
        "detained",
        valid_when="2017-10-14",
        place="654023",
        how_known="saw_it",
        as_said="Таңертең төрт адам келіп, әкемді алып кетті.",
        language="kk",
        qualifiers={"by": "four men of the county office"},
    )
    w.says("t0", "A", "tA", "event", "held", valid_when="2017-11", qualifiers={"facility": "fA"})
    w.says("t2", "A", "tA", "birth", "1958-03-02", how_known="told_by_person")
    w.says("t3", "A", "tA", "sex", "male")
    w.says("t4", "A", "tA", "ethnicity", "kazakh")
    w.says("t5", "A", "tA", "profession", "beekeeper", as_said="омарташы", language="kk")
    w.says("t6", "A", "tA", "status", "camp", valid_when="2018-02", how_known="told_by_relative")
    w.says("t60", "A", "tA", "status", "camp", valid_when="2018-12", how_known="told_by_relative")
    w.says("t7", "A", "tA", "reason_suspected", "travel_abroad", how_known="told_by_official")
    w.says("t8", "A", "tA", "residence", "654023")
    w.says("t9", "B", "tB", "event", "detained", valid_when="2017-10", place="654023", how_known="saw_it")
    w.says("t10", "B", "tB", "status", "whereabouts_unknown", valid_when="2019-02", how_known="told_by_relative")
    w.says("t11", "D", "tD", "event", "detained", valid_when="2017-10", how_known="told_by_relative")
    w.says("t12", "E", "tE", "event", "detained", valid_when="2017-10", how_known="press", locator="page 4")
    w.says(
        "t13",
        "F",
        "tF",
        "status",
        "released_free",
        valid_when="2018-12",
        how_known="official_statement",
        as_said="该人员已结业，正常生活。",
        language="zh",
    )
    w.says("t14", "F", "tF", "reason_official", "extremism", how_known="official_statement")
    w.says("t15", "B", "tB", "name", "توقتاسىن ئۈلگىباي", language="ug")
    w.finding("tA", "He was held without trial from October 2017 at least until February 2018.")
    w.photo("portrait", "A", "tA", caption="At the market, 2016")


def _aigul(w: World) -> None:
    w.mention("aA", "A", "person", "Ажар Үлгібай")
    w.says("a1", "A", "aA", "event", "documents_withheld", valid_when="2017-05~", how_known="told_by_person")
    w.says("a2", "A", "aA", "relation", "tA", qualifiers={"relation": "father"})
    w.says("a3", "A", "tA", "relation", "aA", qualifiers={"relation": "daughter"})
    w.mention("rE", "E", "person", "Роза Мәулетқызы")
    w.mention("rD", "D", "person", "قۇربانجان تۇردى")
    w.says(
        "r1",
        "E",
        "rE",
        "status",
        "sentenced",
        valid_when="2019",
        how_known="told_by_official",
        qualifiers={"sentence_years": "7"},
    )
    w.says(
        "r2",
        "D",
        "rD",
        "event",
        "sent_to_camp",
        valid_when="2017-09/2017-11",
        how_known="told_by_acquaintance",
        as_said="بىر كۈنى كېچىدە ئېلىپ كەتتى",
        language="ug",
    )
    w.says("r3", "D", "rD", "health", "has diabetes", how_known="told_by_relative")


def _facility(w: World) -> None:
    w.mention("fA", "A", "facility", "Kumtag county training centre")
    w.mention("fD", "D", "facility", "Training centre of Kumtag")
    w.same("fA", "fD")
    w.says("f1", "D", "fD", "number_held", "5900..6100", value_raw="about 6000", how_known="estimate_of_others")
    w.says("f2", "D", "fD", "facility_kind", "reeducation_camp", how_known="saw_it")
    w.says("f3", "A", "fA", "located_in", "654023", how_known="saw_it")
    w.mention("gE", "E", "group", "People held in the region")
    w.says("g1", "E", "gE", "number_held", "1000000..", value_raw="a million", how_known="estimate_of_others")


def _nameless(w: World) -> None:
    w.mention("cC", "C", "person", "Zebiniso Хорезмиева")
    w.says(
        "c1",
        "C",
        "cC",
        "event",
        "held",
        valid_when="2018-04-19",
        how_known="saw_it",
        as_said="canaryword",
        place="654023",
    )
    w.mention("nG", "G", "person", "Zebiniso")
    w.says("n1", "G", "nG", "status", "no_contact", valid_when="2019-03", place="654023", how_known="told_by_relative")
    w.says("n2", "G", "nG", "health", "canaryword")


def _hidden(w: World) -> None:
    """What stays inside: consents kept, withdrawn, narrowed; sealed properties; judgements nobody confirmed."""
    w.account("H", "daughter", {"keep": "yes"}, number=7731, title="canaryword")
    w.mention("tH", "H", "person", "زەبىنىسا")
    w.same("tA", "tH")
    w.same("tH", "rE")
    w.says("h1", "H", "tH", "status", "deceased", valid_when="1961-11-09")
    w.account("I", "neighbour", FULL)
    w.mention("iI", "I", "person", "Zebiniso")
    w.says("i1", "I", "iI", "status", "deceased")
    w.withdraw("I")
    w.says("h2", "A", "tA", "id_number", "7731")
    w.says("h3", "A", "tA", "risk", "canaryword")
    w.says("h4", "A", "tA", "profession", "canaryword")
    w.narrow("h4", "A", publish_statement="no")
    w.says("h5", "A", "tA", "residence", "654023", place_raw="Quartz Street 7731", as_said="Quartz")
    w.narrow("h5", "A", publish_words="no")
    w.mention("sA", "A", "person", "Zebiniso")
    w.says("h6", "A", "tA", "relation", "sA", qualifiers={"relation": "sister"})
    w.finding("rE", "canaryword", second="")
    w.same("rE", "rD", by=("Leila",))


def published(
    facts: Facts, *, clusters_of=None, photos=None, languages=("en", "ug"), previous=None
) -> dict[str, bytes]:
    """Everything a release of these facts holds: the same way for every test, through the copied projection."""
    clusters = clusters_of if clusters_of is not None else dict.fromkeys((row.id for row in facts.mentions), "all")
    projection = read_projection(select_from(facts, clusters_of=clusters, today_on=TODAY).to_bytes())
    release = Release(
        3,
        TODAY,
        "Register of the Almalyk office",
        "Almalyk family office",
        "corrections@office.example",
        "office+00+AAAA",
        previous,
    )
    register = make_register(
        projection, release, photos, assemble=assemble, count=count_voices, contradict=contradictions
    )
    return {"projection": projection.to_bytes(), **dict(render(register, languages))}
