"""Who a text speaks of: subjects with all the ways they are named, and what a pronoun may stand for.

Two names are one subject if the words of the shorter stand in the longer and in no other subject. A pronoun stands for
somebody only if exactly one person in the near passage fits; else for nobody.

>>> cast = Cast()
>>> first = cast.add_person("Tolqyn Demesin", 0, 14, gender="m")
>>> cast.add_person("Demesin", 40, 47) == first, cast.subjects()[0].others
(True, ('Demesin',))
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tizim.core.suggestions import SuggestedSubject

NEAR_SENTENCES = 3
SPEAKER = "speaker"


@dataclass
class _Subject:
    key: str
    kind: str
    label: str
    start: int
    end: int
    gender: str = ""
    others: dict[str, None] = field(default_factory=dict)
    named: bool = True
    plural: bool = False


@dataclass(frozen=True)
class _Mention:
    key: str
    sentence: int
    at: int


class Cast:
    """The subjects of one text, in the order in which they appear."""

    def __init__(self) -> None:
        self._all: dict[str, _Subject] = {}
        self._parts: dict[str, set[str]] = {}  # word of a name → keys of persons
        self._labels: dict[tuple[str, str], str] = {}
        self._kin: dict[tuple[str, str], str] = {}  # (person, relation) → person
        self._mentions: list[_Mention] = []
        self.narrator = ""  # the one who gives the account, once they say "I"
        self._told: set[str] = set()  # whom the last events were about
        self._told_in = 0  # in which sentence
        self._happened: dict[str, set[str]] = {}  # key → codes of events and statuses
        self.date = ""  # EDTF of the last event that had a date
        self.last_place = ""  # of the sentence before, as written
        self.personal = False  # somebody speaks of their own: a letter, a post, a testimony
        self.official_text = False  # the text is a notice, a verdict or an answer of an office

    def add_person(self, label: str, start: int, end: int, *, gender: str = "", whole: bool = True) -> str:
        """The key of the person called `label`; "" for part of a name that several bear."""
        parts = [stem(part) for part in label.split()]
        bearers = [self._parts.get(part, set()) for part in parts]
        shared = set.intersection(*bearers) if bearers else set()
        if len(shared) == 1:
            key = next(iter(shared))
            self._call(key, label, gender)
            return key
        if shared and len(parts) == 1:
            return self._labels.get(("person", parts[0]), "")
        if not whole:
            return ""
        key = self._extends(parts) or self._new("person", label, start, end, gender)
        if self._all[key].label != label:
            self._call(key, label, gender)
            self._promote(key, label, start, end)
        for part in parts:
            self._parts.setdefault(part, set()).add(key)
        self._labels.setdefault(("person", " ".join(parts)), key)
        return key

    def _extends(self, parts: list[str]) -> str:
        """Somebody named before by one word only, which this fuller name begins or ends with."""
        if len(parts) < 2:  # noqa: PLR2004
            return ""
        keys = {self._labels.get(("person", part), "") for part in (parts[0], parts[-1])} - {""}
        return next(iter(keys)) if len(keys) == 1 else ""

    def _promote(self, key: str, label: str, start: int, end: int) -> None:
        subject = self._all[key]
        subject.others = {subject.label: None, **subject.others}
        subject.others.pop(label, None)
        subject.label, subject.start, subject.end, subject.named = label, start, end, True

    def _call(self, key: str, label: str, gender: str = "") -> None:
        subject = self._all[key]
        if label != subject.label:
            subject.others.setdefault(label)
        subject.gender = subject.gender or gender

    def add(self, kind: str, label: str, start: int, end: int, *, gender: str = "", plural: bool = False) -> str:
        """A subject that is described rather than named: "her father", "the camps"; the same words, the same key."""
        known = self._labels.get((kind, label.casefold()))
        if known:
            return known
        key = self._new(kind, label, start, end, gender)
        self._all[key].named, self._all[key].plural = False, plural
        self._labels[(kind, label.casefold())] = key
        return key

    def _new(self, kind: str, label: str, start: int, end: int, gender: str) -> str:
        key = f"s{len(self._all) + 1}"
        self._all[key] = _Subject(key, kind, label, start, end, gender)
        return key

    def relate(self, of: str, relation: str, key: str) -> None:
        """Remember that `key` is the `relation` of `of`, so that "her father" is found again."""
        self._kin.setdefault((of, relation), key)

    def kin(self, of: str, relation: str) -> str:
        """Who is the `relation` of `of`, "" if nobody was named so."""
        return self._kin.get((of, relation), "")

    def owner(self, relation: str) -> str:
        """The only person whose `relation` was told of, "" if nobody's or several persons' was."""
        owners = {of for of, known in self._kin if known == relation}
        return next(iter(owners)) if len(owners) == 1 else ""

    def also(self, key: str, label: str, gender: str = "") -> None:
        """A further way in which the text names this subject."""
        if key in self._all:
            self._call(key, label, gender)

    def name_it(self, key: str, label: str, start: int, end: int) -> None:
        """Give a described person ("her father") the name that stands beside the description."""
        self._promote(key, label, start, end)
        for part in label.split():
            self._parts.setdefault(stem(part), set()).add(key)

    def drop(self, key: str, instead: str, start: int) -> bool:
        """Forget `key`, first named at `start`, for the description `instead` that the name turned out to belong to.

        False, and nothing is done, where the text named it before."""
        if key not in self._all or self._all[key].start != start:
            return False
        del self._all[key]
        for keys in self._parts.values():
            keys.discard(key)
        self._labels = {words: instead if known == key else known for words, known in self._labels.items()}
        self._mentions = [_Mention(instead, one.sentence, one.at) if one.key == key else one for one in self._mentions]
        return True

    def is_named(self, key: str) -> bool:
        return key in self._all and self._all[key].named

    def gender(self, key: str) -> str:
        return self._all[key].gender if key in self._all else ""

    def kind(self, key: str) -> str:
        return self._all[key].kind if key in self._all else ""

    def place(self, key: str) -> int:
        """Where the subject is first named."""
        return self._all[key].start if key in self._all else -1

    def label(self, key: str) -> str:
        return self._all[key].label if key in self._all else ""

    def mention(self, key: str, sentence: int, at: int) -> None:
        """`key` is spoken of at this place."""
        if key:
            self._mentions.append(_Mention(key, sentence, at))

    def resolve(
        self, gender: str, sentence: int, at: int, *, first: int = -1, but: frozenset[str] = frozenset()
    ) -> str:
        """The only person of the near passage that a pronoun of this gender may mean, or "".

        Without a gender ("ол", "ئۇ"), of several it is the one that the last event was about. Near are this sentence
        and the one before, then further back: three, or the paragraph (from sentence `first`), but at most eight.
        """
        farthest = max(NEAR_SENTENCES, min(sentence - first, 8) if first >= 0 else 0)
        for reach in range(1, farthest + 1):
            keys = self._near(gender, sentence, at, reach) - but
            if len(keys) > 1 and not gender:  # where pronouns have no gender: the one of them it is told of
                keys &= self._told
            if keys:
                return next(iter(keys)) if len(keys) == 1 else ""
        return ""

    def told(self, keys: set[str], sentence: int = 0) -> None:
        """Something happened to these: a pronoun that could be either speaker or victim means them."""
        self._told = keys or self._told
        self._told_in = sentence if keys else self._told_in

    def told_of(self, sentence: int) -> tuple[str, ...]:
        """The only person whom events of this sentence or of the near ones before it were about."""
        near = sentence - self._told_in <= NEAR_SENTENCES and len(self._told) == 1
        return tuple(self._told) if near else ()

    def only(self) -> str:
        """The only person of the text so far, "" if there are several or none."""
        persons = [one.key for one in self._all.values() if one.kind == "person" and one.named]
        return persons[0] if len(persons) == 1 else ""

    def first(self) -> str:
        """The person whom the text names first."""
        return next((one.key for one in self._all.values() if one.kind == "person" and one.named), "")

    def latest(self, kind: str) -> str:
        """The subject of this kind that was named last, "" if none was."""
        return next((one.key for one in reversed(self._all.values()) if one.kind == kind), "")

    def tells_of_own(self, narrator: str) -> bool:
        """Whether everybody named so far is a relative of the one who tells: then "the brother" is theirs too."""
        own = {key for (of, _relation), key in self._kin.items() if of == narrator}
        return all(one.key in own or one.key == narrator for one in self._all.values() if one.kind == "person")

    def happens(self, key: str, code: str) -> None:
        """An event or status of this code is told of the subject."""
        self._happened.setdefault(key, set()).add(code)

    def happened(self, key: str) -> frozenset[str]:
        """What was told of the subject so far."""
        return frozenset(self._happened.get(key, ()))

    def resolve_all(self, sentence: int, at: int) -> tuple[str, ...]:
        """Those that "they" or "their" may mean: the persons of the nearest sentence that names two or more."""
        for mention in reversed(self._mentions[-20:]):
            if mention.sentence < sentence - NEAR_SENTENCES:
                break
            if self._all[mention.key].plural and mention.at < at:
                return (mention.key,)
        for reach in range(1, NEAR_SENTENCES):
            keys = self._near("", sentence, at, reach) - {self.narrator}
            if len(keys) > 1:
                return tuple(sorted(keys, key=lambda key: int(key[1:])))
        return ()

    def _near(self, gender: str, sentence: int, at: int, reach: int) -> set[str]:
        found = set()
        for mention in reversed(self._mentions[-60:]):
            if mention.sentence < sentence - reach:
                break
            its = self._all[mention.key]
            if mention.at < at and its.kind == "person" and not its.plural and {gender, its.gender} != {"m", "f"}:
                found.add(mention.key)
        return found

    def subjects(self) -> tuple[SuggestedSubject, ...]:
        """All of them, by where they are first named."""
        ordered = sorted(self._all.values(), key=lambda one: (one.start, one.key))
        return tuple(
            SuggestedSubject(one.key, one.kind, one.label, one.start, one.end, tuple(one.others)) for one in ordered
        )


def stem(word: str) -> str:
    """What the cases of a Russian name have in common; other words stay as they are, in lower case."""
    folded = word.casefold()
    if "а" <= folded[:1] <= "ё":
        for ending in ("ым", "ом", "ой", "ем", "ей", "ою", "ым", "а", "у", "е", "ы", "и", "ю", "я", "ь", "й"):
            if folded.endswith(ending) and len(folded) - len(ending) >= 3:  # noqa: PLR2004
                return folded[: -len(ending)]
    return folded
