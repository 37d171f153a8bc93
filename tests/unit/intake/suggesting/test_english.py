"""What the reading aid suggests for English constructions. The people and texts are invented."""

import pytest
from tizim.intake.suggesting import suggest


def read(text: str, language: str = "en") -> set[tuple[str, str, str, str]]:
    """(subject, property, value, when) of every suggestion, with the labels of the subjects."""
    reading = suggest(text, language)
    labels = {one.key: one.label for one in reading.subjects}
    return {(labels[s.subject], s.property, labels.get(s.value, s.value), s.when) for s in reading.statements}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tolqyn Demesin was detained in late 2017.", ("Tolqyn Demesin", "event", "detained", "late 2017")),
        ("Police took Tolqyn Demesin away in May 2018.", ("Tolqyn Demesin", "event", "detained", "May 2018")),
        ("In 2018 Tolqyn Demesin was released.", ("Tolqyn Demesin", "event", "released", "2018")),
    ],
)
def test_a_sentence_says_what_happened_to_whom_and_when(text, expected):
    assert expected in read(text)
