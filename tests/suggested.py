"""Readings made by hand, so that what people decide is tested without the rules that suggest."""

from __future__ import annotations

from tizim.core.suggestions import Reading, SuggestedSubject, Suggestion


def subject(text: str, key: str, label: str, kind: str = "person") -> SuggestedSubject:
    start = text.index(label)
    return SuggestedSubject(key, kind, label, start, start + len(label))


def suggestion(text: str, passage: str, subject: str, value: str, property: str = "event", **more) -> Suggestion:
    """A suggestion for the first time that `passage` stands in `text`; `cue` are the words that triggered it."""
    start = text.index(passage)
    cue = more.pop("cue", "")
    cues = ((text.index(cue, start), text.index(cue, start) + len(cue)),) if cue else ()
    rule = more.pop("rule", "en.event.detained")
    return Suggestion(
        subject, property, value, start, start + len(passage), as_said=passage, cues=cues, rule=rule, **more
    )


REPORT = (
    "Tolqyn Demesin was detained in late 2017. He was taken to the Tekes Centre, his daughter Gulnar Dala said.\n\n"
    "According to former detainees, he was released in May 2019."
)


def report_reading() -> Reading:
    """Three suggestions for REPORT: in its own voice, in the daughter's, in that of people whom nobody names."""
    text = REPORT
    subjects = (subject(text, "s1", "Tolqyn Demesin"), subject(text, "s2", "Tekes Centre", "facility"),
                subject(text, "s3", "Gulnar Dala"))  # fmt: skip
    second = "He was taken to the Tekes Centre, his daughter Gulnar Dala said."
    third = "According to former detainees, he was released in May 2019."
    return Reading(
        "en",
        subjects,
        (
            suggestion(text, "Tolqyn Demesin was detained in late 2017.", "s1", "detained", when="late 2017",
                       cue="was detained"),
            suggestion(text, second, "s1", "sent_to_camp", qualifiers={"facility": "s2"}, said_by=("Gulnar Dala",),
                       cue="taken to"),
            suggestion(text, third, "s1", "released", when="May 2019", said_by=("former detainees",),
                       cue="was released", hedged=True),
            suggestion(text, second, "s1", "s3", "relation", qualifiers={"relation": "daughter"}, cue="daughter"),
        ),
    )  # fmt: skip
