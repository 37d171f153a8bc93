"""The registry: files are known by what they hold before what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from tizim.core.errors import BadInput
from tizim.intake.registry import find_format, get_format, iter_formats, read_drafts

XLSX = b"PK\x03\x04" + b"\0" * 30


def test_format_names_are_unique() -> None:
    names = [format_.name for format_ in iter_formats()]
    assert len(names) == len(set(names)) and "interview" in names


def test_an_interview_is_known_by_its_first_line() -> None:
    assert find_format(Path("case.txt"), b"\xef\xbb\xbftizim: interview/1\n").name == "interview"


def test_bytes_of_no_known_kind_are_no_format() -> None:
    assert find_format(Path("x.bin"), bytes(range(256))) is None


def test_an_unknown_kind_of_file_says_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(BadInput, match=r"Tizim reads .*\.yaml"):
        read_drafts(path)


def test_an_empty_and_a_missing_file_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    with pytest.raises(BadInput, match="empty"):
        get_format(tmp_path / "empty.csv")
    with pytest.raises(BadInput, match="cannot be read"):
        get_format(tmp_path / "no.csv")
