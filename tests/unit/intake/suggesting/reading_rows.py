"""What the tests of the reading aid compare: suggestions as rows of words."""

from tizim.core.suggestions import Reading
from tizim.intake.suggesting import suggest


def rows(reading: Reading) -> set[tuple[str, str, str, str]]:
    """(subject, property, value, when) of every suggestion, with the labels of the subjects."""
    labels = {one.key: one.label for one in reading.subjects}
    return {(labels[s.subject], s.property, labels.get(s.value, s.value), s.when) for s in reading.statements}


def read(text: str, language: str) -> set[tuple[str, str, str, str]]:
    return rows(suggest(text, language))
