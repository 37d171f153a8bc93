"""A person of whom much is told: relatives, dates of every kind, an official version, contradictions, copies, edits.

All invented. Tolqyn's daughter and a neighbour testify, a paper writes, an office answers; his brother is held too.
"""

from tizim import pipeline
from tizim.actions.judgements import judge, record_finding
from tizim.core.drafts import MentionDraft, SourceDraft, StatementDraft
from world import account, mention_of, said, take_in, who

FACILITY = "Tekes School No. 2"


def stated(subject: str, property_: str, value: str, **more) -> StatementDraft:
    return StatementDraft(subject=subject, property=property_, value=value, **{"how_known": "told_by_relative", **more})


def tolqyn(archive, name: str = "Tolqyn Demesin", *, further: str = "") -> str:
    """Takes him in and joins what is told of him. The id of a mention of his."""
    family = (
        MentionDraft("p1", "person", name), MentionDraft("p2", "person", f"Serik {further or 'Demesin'}"),
        MentionDraft("p3", "person", f"Aigul {further or 'Demesin'}"), MentionDraft("p4", "person", "Dana Tolqyn"),
        MentionDraft("p5", "person", "دانا تولقىن"), MentionDraft("f1", "facility", FACILITY),
    )  # fmt: skip
    first = account(
        name, said("birth", "1970"), said("sex", "male"),
        said("event", "detained", when="2017-10-12", place="Tekes", as_said="They took him before breakfast."),
        said("event", "sent_to_camp", when="2017-10", qualifiers={"facility": "f1"}),
        said("event", "documents_withheld", when="2017/2018"), said("event", "last_contact", when="../2018-03"),
        said("status", "camp", when="2018-01"), said("reason_suspected", "prayer"),
        said("relation_to_source", "father"),
        stated("p1", "relation", "p2", qualifiers={"relation": "brother"}),
        stated("p1", "relation", "p3", qualifiers={"relation": "wife"}),
        stated("p1", "relation", "p4", qualifiers={"relation": "daughter"}),
        stated("p5", "relation", "p1", qualifiers={"relation": "child"}),
        stated("p2", "status", "sentenced", when="2019"), stated("f1", "number_held", "900"),
        mentions=family, told_on="2018-05-03", external_id="one",
    )  # fmt: skip
    second = account(
        name.upper() if name.isascii() else name, said("birth", "1975"),
        said("event", "detained", when="2017-10", place="Tekes"), said("status", "released_free", when="2018-01"),
        source=SourceDraft(kind="neighbour", public_name="Asel Nurlan"), external_id="two", told_on="2019-01-02",
    )  # fmt: skip
    office = account(
        name, said("status", "released_free", when="2019-12", how_known="official_statement"),
        said("official_response", "He studied of his own will.", how_known="official_statement"),
        source=SourceDraft(kind="official", public_name="Regional Office"), kind="press", external_id="three",
    )  # fmt: skip
    numbers = take_in(archive, first, second, office).numbers
    take_in(archive, account(f"{name}ov", said("birth", "1970"), external_id="four"))
    one = mention_of(numbers[0])
    for n in numbers[1:]:
        judge(by=who("Leila"), mention_a=one, mention_b=mention_of(n), verdict="same", reason="the same street")
    pipeline.refresh(who("Leila"))
    record_finding(
        by=who("Leila"), second=who("Tomas"), mention_id=one, conclusion="He was taken in October 2017.",
        standard_of_proof="grounds_to_suspect", reasons="two voices", would_change="a register",
    )  # fmt: skip
    pipeline.refresh(who("Leila"))
    return one
