"""Worlds in pairs: everything consented follows from one seed, everything else from another.

`make_world(7, 1)` and `make_world(7, 2)` agree on all that may be published and differ in all that may not: ids and
numbers of hidden rows, their order, words, exact dates and places under a coarser consent, names behind initials, whole
accounts that are kept, withdrawn or in quarantine, judgements that touch them, unsigned findings, files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from sample import World

from tizim.core.ids import compose_id
from tizim.core.values import Facts

LETTERS = "abcdefghijklmnopqrstuvwxyzәқғңөұүі"
FIRST, LAST = ("Asan", "Botagoz", "Қуат", "Roza", "Мәди"), ("Tursyn", "Dauletov", "Серікұлы", "Kadir")
PLACES = ("654023", "654021", "653125", "652801")
EVENTS, STATUSES = ("detained", "sent_to_camp", "released", "sentenced"), ("camp", "house_arrest", "released_free")
PRIVATE = (("relative", "daughter"), ("relative", "brother"), ("acquaintance", ""), ("released_detainee", "cellmate"))
PUBLIC = (("press", "The Sary Herald"), ("official", "Office of Sary"), ("ngo", "Lamp Monitor"))


@dataclass
class Made:
    """`photos`: exhibit id → a picture whose comment is hidden."""

    facts: Facts
    clusters_of: dict[str, str]
    photos: dict[str, str]


class Maker:
    """Two dice: `pub` for what is consented, `hid` for the rest."""

    def __init__(self, public_seed: int, hidden_seed: int) -> None:
        self.pub, self.hid = Random(f"public {public_seed}"), Random(f"hidden {public_seed} {hidden_seed}")
        self.world = World(next_id=self.public_id)
        self.mentions: list[tuple[str, str, str]] = []  # name, account, level
        self.photos: dict[str, str] = {}

    def public_id(self, number: int) -> str:
        return compose_id(1_700_000_000_000 + number * 60_000, number.to_bytes(10))

    def hide(self, name: str) -> str:
        """A name whose row has an id of its own, anywhere in time."""
        made = compose_id(self.hid.randrange(1_600_000_000_000, 1_800_000_000_000), self.hid.randbytes(10))
        return self.world.ids.setdefault(name, made)

    def word(self) -> str:
        return "".join(self.hid.choice(LETTERS) for _ in range(self.hid.randrange(3, 12)))

    def make(self) -> Made:
        for number in range(self.pub.randrange(2, 5)):
            self.account(f"A{number}")
        self.judge()
        self.derive()
        self.extras()
        facts = shuffled(self.noisy(self.world.facts()), self.hid)
        return Made(facts, clusters(facts), self.photos)

    def account(self, name: str) -> None:
        pub, w = self.pub, self.world
        public = pub.random() < 0.4
        kind, said = pub.choice(PUBLIC) if public else pub.choice(PRIVATE)
        rest = {"public_name": said} if public else {"relation": said, "public_name": self.word()}
        w.source(f"S{name}", kind, code=self.word(), sealed=self.hid.random() < 0.5, **rest)
        consent = {
            "publish_statement": "yes", "count": "no", "keep": "yes",
            "publish_words": pub.choice(("yes", "no")), "publish_photo": pub.choice(("yes", "no")),
            "publish_name": pub.choice(("full", "full", "partial", "none")),
            "date_precision": pub.choice(("day", "month", "year", "none")),
            "place_precision": pub.choice(("exact", "exact", "county", "prefecture", "none")),
        }  # fmt: skip
        told = pub.choice(("2018", "2019")) if not public else pub.choice(("2018-05-02", "2019-01-20"))
        fine = "" if public else f"-{self.hid.randrange(1, 13):02}-{self.hid.randrange(1, 29):02}"
        shown = (
            {"title": "Families speak", "publication": said, "published_on": told, "language": "en"} if public else {}
        )
        if public and consent["date_precision"] != "day":
            shown["published_on"] = self.coarse(told[:4], consent["date_precision"], told)
        w.account(name, f"S{name}", None, number=self.hid.randrange(1, 9999), told_on=told + fine, **shown)
        self.old_consents(name)
        w.rows["consents"].append(self.consent(name, consent))
        for person in range(pub.randrange(1, 3)):
            self.person(f"{name}p{person}", name, consent, public)
        if consent["publish_name"] == "full" and consent["place_precision"] == "exact":
            w.mention(f"{name}f", name, "facility", "Centre of " + pub.choice(("Sary", "Kumtag")))
            w.says(f"{name}f1", name, f"{name}f", "number_held", pub.choice(("500", "1000..2000")), how_known="saw_it")

    def coarse(self, year: str, precision: str, told: str) -> str:
        """A date that says what is consented and hides the rest behind it."""
        month = told[5:7] if precision == "month" else f"{self.hid.randrange(1, 13):02}"
        return f"{year}-{month}-{self.hid.randrange(1, 29):02}"

    def consent(self, name: str, purposes: dict[str, str]):
        from tizim.core.values import Consent

        how = {
            "given_how": self.word(),
            "given_before": self.word(),
            "given_on": f"2018-0{self.hid.randrange(1, 9)}-01",
        }
        return Consent(self.world.id(f"{name}/consent"), self.world.id(name), purposes=purposes, **how)

    def old_consents(self, name: str) -> None:
        """Consents that a newer one replaced: ids before it, anything in them."""
        for number in range(self.hid.randrange(3)):
            early = compose_id(1_500_000_000_000 + self.hid.randrange(10**9), self.hid.randbytes(10))
            self.world.ids[f"{name}/old{number}"] = early
            row = replace(self.consent(name, {"publish_name": "full", "publish_words": "yes"}), id=early)
            self.world.rows["consents"].append(replace(row, withdrawn=self.hid.random() < 0.5))

    def person(self, name: str, account: str, consent: dict[str, str], public: bool) -> None:
        pub, w, level = self.pub, self.world, consent["publish_name"]
        narrowed = level == "full" and pub.random() < 0.2
        if narrowed:
            level, consent = "none", {**consent, "publish_name": "none"}
        first, last = pub.choice(FIRST), pub.choice(LAST)
        label = {
            "full": f"{first} {last}",
            "partial": f"{first[0]}{self.word()} {last[0]}{self.word()}",
            "none": f"{self.word()} {self.word()}",
        }[level]
        w.mention(name, account, "person", label)
        self.mentions.append((name, account, level))
        if narrowed:
            w.says(f"{name}n", account, name, "name", label)
            w.narrow(f"{name}n", account, publish_name="none")
        for number in range(pub.randrange(1, 4)):
            self.statement(f"{name}s{number}", account, name, consent, public)
        sex, known = pub.choice(("male", "female")), pub.choice(("saw_it", "told_by_relative"))
        w.says(
            f"{name}z", account, name, "sex", sex, how_known=known, told_by=self.hid.choice(("m1", "m2", self.word()))
        )
        if pub.random() < 0.5:
            w.photo(f"{name}x", account, name, caption=self.allowed(consent, "At home"))
            self.photos[w.ids[f"{name}x"]] = self.word()
        if pub.random() < 0.4:
            by = {"second": pub.choice(("Tomas", ""))}
            self.world.finding(name, "Held without trial." if by["second"] and level == "full" else self.word(), **by)

    def allowed(self, consent: dict[str, str], words: str) -> str:
        """Words as consented, or any words at all."""
        said = consent["publish_words"] == "yes" and consent["publish_name"] == "full"
        return words if said else self.word()

    def statement(self, name: str, account: str, mention: str, consent: dict[str, str], public: bool) -> None:
        pub, what = self.pub, self.pub.choice(("event", "status", "profession", "birth", "residence", "age"))
        known = pub.choice(("saw_it", "told_by_relative", "rumour"))
        values = {"event": EVENTS, "status": STATUSES, "profession": ("baker", "teacher"), "age": ("31", "44")}
        value = pub.choice(values.get(what, ("",)))
        when = self.date(consent["date_precision"])
        if what == "profession" and consent["publish_name"] != "full":
            value = self.word()
        if what == "birth":
            value, when = when, ""
        if what == "residence":
            value = self.place(consent["place_precision"])
        qualifiers = {
            "detail": self.allowed(consent, "in a van"),
            "by": self.by(known, consent, public),
            self.word(): self.word(),
        }
        facility = consent["publish_name"] == "full" and consent["place_precision"] == "exact" and pub.random() < 0.5
        if facility and what == "event":
            qualifiers["facility"] = f"{account}f"
        self.world.says(
            name, account, mention, what, value, valid_when=when, place=self.place(consent["place_precision"]),
            how_known=known, as_said=self.allowed(consent, "They came."),
            value_raw=self.word(), when_raw=self.word(), place_raw=self.word(), script=self.word(),
            told_by=self.hid.choice(("m1", "m2", self.word())),
            locator="page 3" if public else f"chars {self.hid.randrange(99)}-100", qualifiers=qualifiers,
            language="en" if consent["publish_words"] == "yes" and consent["publish_name"] == "full" else self.word(),
        )  # fmt: skip

    def by(self, known: str, consent: dict[str, str], public: bool) -> str:
        """Who did it, as consented, or who told a private source, which is anybody."""
        told = known == "told_by_relative" and not public
        return self.word() if told else self.allowed({**consent, "publish_words": "yes"}, "two men")

    def date(self, precision: str) -> str:
        pub, hid = self.pub, self.hid
        year, month, day = pub.choice(("2016", "2017")), pub.randrange(1, 13), pub.randrange(1, 29)
        if precision == "none":
            return f"{hid.randrange(2000, 2020)}-{hid.randrange(1, 13):02}"
        month = month if precision in ("day", "month") else hid.randrange(1, 13)
        return f"{year}-{month:02}-{day if precision == 'day' else hid.randrange(1, 29):02}"

    def place(self, precision: str) -> str:
        code = self.pub.choice(PLACES)
        if precision == "none":
            return self.hid.choice(PLACES)
        return self.hid.choice([c for c in PLACES if c[:4] == code[:4]]) if precision == "prefecture" else code

    def judge(self) -> None:
        """Two people join some of the named; a lone reviewer's opinions are hidden."""
        named = [name for name, _account, level in self.mentions if level == "full"]
        for one, other in zip(named, named[1:], strict=False):
            if self.pub.random() < 0.4:
                self.world.same(one, other)
        for one, other in zip(self.mentions, self.mentions[1:], strict=False):
            if self.hid.random() < 0.3 and one[2] != other[2]:
                self.world.same(one[0], other[0])
            elif self.hid.random() < 0.3 and f"{one[0]}={other[0]}" not in self.world.ids:
                self.hide(f"{one[0]}={other[0]}")
                self.world.same(one[0], other[0], by=("Leila",))

    def derive(self) -> None:
        """Who was drawn from whom among the open accounts, and sometimes a ring; who decided so is hidden."""
        accounts = list(dict.fromkeys(account for _name, account, _level in self.mentions))
        for one, other in zip(accounts, accounts[1:], strict=False):
            if self.pub.random() < 0.6:
                kind, sure = (
                    self.pub.choice(("repost", "retelling", "same_teller", "same_teller")),
                    self.pub.random() < 0.5,
                )
                self.world.derived(other, one, kind, by=self.word() if sure else "", certain=sure)
                if kind == "repost" and self.pub.random() < 0.5:
                    self.world.derived(one, other, kind)

    def extras(self) -> None:
        """What only one of a pair has: hidden accounts, hidden people in open accounts, sealed properties."""
        w, hid = self.world, self.hid
        for number in range(hid.randrange(4)):
            self.hidden_account(f"H{number}")
        for name, account, level in self.mentions:
            self.hidden_statements(name, account)
            if level == "full" and hid.random() < 0.5:
                self.hide(f"{name}k")
                w.mention(f"{name}k", account, "person", self.word())
                self.hide(f"{name}kr")
                w.says(f"{name}kr", account, name, "relation", f"{name}k", qualifiers={"relation": "sister"})

    def hidden_account(self, name: str) -> None:
        w, hid = self.world, self.hid
        self.hide(f"S{name}")
        self.hide(name)
        w.source(f"S{name}", hid.choice(("relative", "press")), public_name=self.word(), same_as=self.word())
        way = hid.choice(("no row", "keep", "withdrawn", "quarantine"))
        rest = {"compartment": "quarantine"} if way == "quarantine" else {}
        w.account(name, f"S{name}", number=hid.randrange(1, 9999), text=self.word(), title=self.word(), **rest)
        if way != "no row":
            self.hide(f"{name}/consent")
            purposes = {"keep": "yes"} if way == "keep" else {"publish_statement": "yes", "publish_name": "full"}
            w.rows["consents"].append(replace(self.consent(name, purposes), withdrawn=way == "withdrawn"))
        self.hide(f"{name}m")
        w.mention(f"{name}m", name, "person", f"{self.word()} {self.word()}")
        self.hide(f"{name}s")
        w.says(f"{name}s", name, f"{name}m", "status", hid.choice(STATUSES), valid_when="2019-01")
        self.hide(f"{name}x")
        w.photo(f"{name}x", name, f"{name}m")
        self.photos[w.ids[f"{name}x"]] = self.word()
        for mention, account, _level in hid.sample(self.mentions, min(2, len(self.mentions))):
            for key in (f"{mention}={name}m", f"{mention}={name}m/Tomas"):
                self.hide(key)
            w.same(mention, f"{name}m")
            w.derived(account, name, by=self.word())
            w.derived(name, hid.choice(self.mentions)[1], by=self.word())

    def hidden_statements(self, name: str, account: str) -> None:
        w, hid = self.world, self.hid
        for number in range(hid.randrange(3)):
            key = f"{name}h{number}"
            self.hide(key)
            what = hid.choice(("id_number", "risk", "contact", "other", "relation_to_source", "status"))
            w.says(key, account, name, what, hid.choice(STATUSES) if what == "status" else self.word())
            if what == "status":
                self.hide(f"{key}/consent")
                w.narrow(key, account, publish_statement="no")

    def noisy(self, facts: Facts) -> Facts:
        """Fields that no consent covers, changed in every row."""
        kinds = {row.id: row.kind for row in facts.sources}
        spoken = {kind for kind, _name in PUBLIC}
        accounts = tuple(
            replace(
                row, text=self.word(), translation=self.word(), recorded_by=self.word(), recorded_at=self.word(),
                **({} if kinds[row.source_id] in spoken else {"title": self.word(), "url": self.word(),
                   "publication": self.word(), "language": self.word(), "through": (self.word(),)}),
            )
            for row in facts.accounts
        )  # fmt: skip
        return replace(
            facts,
            accounts=accounts,
            statements=tuple(
                replace(row, recorded_by=self.word(), recorded_at=self.word()) for row in facts.statements
            ),
            judgements=tuple(replace(row, reason=self.word(), at=self.word()) for row in facts.judgements),
            derivations=tuple(replace(row, reason=self.word()) for row in facts.derivations),
            findings=tuple(replace(row, at=self.word()) for row in facts.findings),
            exhibits=tuple(replace(row, name=self.word(), leaf=self.hid.randrange(99)) for row in facts.exhibits),
        )


def shuffled(facts: Facts, dice: Random) -> Facts:
    return Facts(**{name: tuple(dice.sample(rows, len(rows))) for name, rows in vars(facts).items()})


def clusters(facts: Facts) -> dict[str, str]:
    """Clusters as an office has them inside: hidden mentions join and bridge as much as open ones."""
    from tizim.publish.together import signed_same, standing_judgements

    cluster = {row.id: row.id for row in facts.mentions}
    for a, b in signed_same(standing_judgements(facts.judgements)):
        keep, drop = sorted((cluster[a], cluster[b]))
        cluster = {mention: keep if at == drop else at for mention, at in cluster.items()}
    return cluster


def make_world(public_seed: int, hidden_seed: int) -> Made:
    return Maker(public_seed, hidden_seed).make()
