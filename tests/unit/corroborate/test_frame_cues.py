"""Cues only spare work: what a frame reads with them it reads without them."""

import pytest
from attribution_cases import CASES

from tizim.corroborate.frame_cues import read_cues
from tizim.corroborate.frames import read_frames

WORDS = {"say": ["says", "said"], "got": ["seen", "read"]}


@pytest.mark.parametrize(
    ("frame", "cues"),
    [
        ("^{C}, {S} <say>$", [{"says", "said"}, {", "}]),
        ("^{M} (?:has )?<got> {S} (?:which|that) <say> {C}$", [{"seen", "read"}, {"which", "that"}, {"says", "said"}]),
        ("^(?:but (?:also|even) )?{C}, {S} says?$", [{" say"}]),
        ("^{C}(?! (?:again|twice)).{2,60}? as {S} put[s]? it$", [{" as "}]),
        ("^(?:<say>|<got>): {C}$", [{"says", "said", "seen", "read"}, {": "}]),
    ],
)
def test_a_cue_is_what_no_fitting_text_lacks(frame, cues):
    assert {frozenset(cue) for cue in cues} == set(read_cues(frame, WORDS))


@pytest.mark.parametrize("language", ["en", "ru", "zh", "kk", "ug"])
def test_a_frame_that_fits_finds_its_cues(language):
    frames = read_frames(language)
    every = [frames.frames, frames.hedged, frames.back, frames.dateline, frames.subject, frames.via]
    fitted = 0
    for text in (text.rstrip(".。") for spoken, text, _planted in CASES if spoken == language):
        for group in every:
            expected = [frame.source for frame in group.frames if frame.pattern.search(text)]
            assert [found.re.pattern for found in group.fits(text)] == expected
            fitted += len(expected)
    assert fitted
