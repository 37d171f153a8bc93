"""The desk's font: every letter that Uyghur and Kazakh in Arabic script need, joined, light, and made once."""

import pytest
from fontTools.ttLib import TTFont

from tizim.web import lettering

UYGHUR = "ئابپتجچخدرزژسشغفقكگڭلمنھەوۇۆۈۋېىي،؛؟"
KAZAKH = "اءأبپتجچحخدرزسشعغفقكگڭلمنھەوۇۆۋيىٴٵٶٷٸ"
PERSIAN = "آةثذصضطظهکگیؤإًٌٍَُِّْ"
DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    before, lettering.KEPT_IN = lettering.KEPT_IN, tmp_path_factory.mktemp("package") / "fonts"
    yield lettering.arabic_font()
    lettering.KEPT_IN = before


@pytest.mark.parametrize("letters", [UYGHUR, KAZAKH, PERSIAN, DIGITS], ids=["Uyghur", "Kazakh", "Persian", "digits"])
def test_it_has_every_letter(cut, letters):
    known = TTFont(cut).getBestCmap()
    assert [letter for letter in letters if ord(letter) not in known] == []


def test_letters_join_and_marks_find_their_place(cut):
    font = TTFont(cut)
    features = {record.FeatureTag for name in ("GSUB", "GPOS") for record in font[name].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina", "rlig", "mark"} <= features


def test_it_is_light_and_has_every_weight_that_pages_use(cut):
    assert cut.stat().st_size <= 25_000
    axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in TTFont(cut)["fvar"].axes}
    assert axes == {"wght": lettering.WEIGHTS}


def test_it_is_cut_once(cut, monkeypatch):
    monkeypatch.setattr(lettering, "_cut", lambda target: pytest.fail("it was cut again"))
    assert lettering.arabic_font() == cut
    assert [path.name for path in cut.parent.iterdir()] == [cut.name]


def test_where_the_package_cannot_be_written_it_is_cut_elsewhere(cut, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(lettering, "KEPT_IN", tmp_path / "file")
    made = lettering.arabic_font()
    assert made.read_bytes() == cut.read_bytes() and not made.is_relative_to(tmp_path)
