"""Documents become accounts: their words, what they say about themselves, and the original beside them."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path

import pytest

from tizim.core.drafts import AccountDraft, Problem
from tizim.intake.registry import read_drafts

from .hostile import pdf

SENTENCES = {
    "kk": "Ағам 2017 жылдың күзінде үйінен алып кетілді, содан бері бізге ешқандай хабар жоқ.",
    "kk-Arab": "اعام 2017 جىلدىڭ كۇزىندە ۇيىنەن الىپ كەتىلدى، سودان بەرى بىزگە ەشقانداي حابار جوق ٴبىز كۇتىپ وتىرمىز",
    "ug": "ئاكام 2017-يىلى كۈزدە ئۆيىدىن ئېلىپ كېتىلدى، شۇنىڭدىن بېرى بىزگە ھېچقانداق خەۋەر يوق.",
    "ug-Latn": "Akam 2017-yili küzde öyidin élip kétildi, biz uning bilen alaqe qilalmiduq, apam bek endishe qilidu.",
    "zh": "我哥哥二〇一七年秋天从家里被带走，从那以后我们没有任何消息。",
    "ru": "Моего брата увезли из дома осенью 2017 года, и с тех пор у нас нет никаких известий.",
    "en": "My brother was taken from his house in the autumn of 2017 and we have had no news since.",
    "tr": "Ağabeyim 2017 sonbaharında evinden götürüldü ve o zamandan beri hiçbir haber alamadık.",
}
PAGE = """<html><head><title>Baker taken</title><meta property="og:site_name" content="Green Lamp">
<meta property="article:published_time" content="2018-05-03T10:00:00Z"></head><body>
<nav><ul><li>Home</li><li>World</li></ul></nav><article><h1>Baker taken from his shop</h1>
<p>Neighbours said that the baker was taken from his shop on a winter morning, and that nobody has told the family
where he is being held.</p><p>His daughter has written to four offices and received no answer in eleven months.</p>
</article><footer>About us | Contact</footer><script>alert("no")</script></body></html>"""
PRESS = """Market town: families wait for an answer

  1. Start
  2. News Release
  3. Market town: families wait for an answer
14 Feb 2019
[International Office]
Topic: Families
  • Thirty families have asked where their relatives are, and none of them has been answered so far by anyone
The lists were handed over in the market hall, Green Lamp Monitor said in a new report published today.

The families will come back next month.

They have been promised an answer before.

Two of them came from the next district.

A lawyer who was there had no list of his own.

12 February 2019

Related Actions

Related Reports"""


def account(path: Path) -> tuple[AccountDraft, list[Problem]]:
    *problems, found = read_drafts(path)
    assert isinstance(found, AccountDraft), found
    return found, problems


def text_account(tmp_path: Path, text: str) -> AccountDraft:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    return account(tmp_path / "a.txt")[0]


@pytest.mark.parametrize("language", SENTENCES)
def test_the_language_of_a_text_is_told(tmp_path: Path, language: str) -> None:
    assert text_account(tmp_path, SENTENCES[language]).language == language


def test_a_press_release_says_its_day_its_publisher_and_its_kind(tmp_path: Path) -> None:
    found = text_account(tmp_path, PRESS)
    assert (found.kind, found.publication, found.published_on) == ("press_release", "Green Lamp Monitor", "2019-02-14")
    assert found.leftovers["date_at_end"] == "12 February 2019"
    assert (found.source.kind, found.source.public_name) == ("ngo", "Green Lamp Monitor")


def test_navigation_is_dropped_and_handed_back(tmp_path: Path) -> None:
    found = text_account(tmp_path, PRESS)
    dropped = found.leftovers["dropped_lines"].splitlines()
    assert [line.strip() for line in dropped[:2]] == ["1. Start", "2. News Release"]
    assert "Related Reports" in dropped and "Topic: Families" in dropped
    assert "• Thirty families" in found.text and "Start" not in found.text
    kept = {line.strip() for line in [*found.text.splitlines(), *dropped]}
    assert {line.strip() for line in PRESS.splitlines()} <= kept | {""}


def test_the_original_comes_along_as_an_exhibit(tmp_path: Path) -> None:
    (exhibit,) = text_account(tmp_path, PRESS).exhibits
    assert (exhibit.path, exhibit.media_type) == (str(tmp_path / "a.txt"), "text/plain")


@pytest.mark.parametrize(
    ("text", "publication", "kind"),
    [
        ("A headline\n\nLONDON: Somebody was taken away on Monday. (ANI)\n\nMore words.", "ANI", "article"),
        ("A headline\n\nALMATY, 3 May (Reuters) - Somebody was taken.\n\nMore words.", "Reuters", "article"),
        ("标题在这里\n\n新华社北京5月3日电 有关部门表示，情况正常。\n", "新华社", "article"),
        ("Заголовок\n\nНовости дня здесь.\n\nИсточник: Зелёная лампа", "Зелёная лампа", "article"),
        ("A headline\n\nWords (AP style) in the middle, but no agency.", "", ""),
        ("A headline\n\nSome words.\n\nSource: News Agencies", "", "article"),
        ("Dear office,\n\nI write about my brother.", "", "letter"),
    ],
)
def test_a_text_names_its_agency_or_nobody(tmp_path: Path, text: str, publication: str, kind: str) -> None:
    found = text_account(tmp_path, text)
    assert (found.publication, found.kind) == (publication, kind or "other")


def test_a_masthead_names_the_paper_and_not_the_article(tmp_path: Path) -> None:
    long = "The teacher has not been seen in the town since the winter, his neighbours told this paper."
    found = text_account(tmp_path, f"Hill Post\n15 June 2019\n\nA teacher is missed\n\n{long}\n\n{long}\n")
    assert (found.publication, found.title, found.published_on) == ("Hill Post", "A teacher is missed", "2019-06-15")
    found = text_account(tmp_path, f"A teacher is missed\n15 June 2019\n\n{long}\n\n{long}\n\n{long}\n")
    assert (found.publication, found.title) == ("", "A teacher is missed")


def test_an_office_that_answers_reporters_makes_an_official_statement(tmp_path: Path) -> None:
    words = "问：有媒体报道，一名退休教师下落不明，请问情况如何？\n\n答：有关报道与事实不符，他在家中正常生活。"
    found = text_account(tmp_path, f"山口联络局\n2019年6月14日\n\n新闻发言人答记者问\n\n{words}\n")
    assert (found.kind, found.source.kind, found.source.public_name) == ("official_statement", "official", "山口联络局")


def test_a_date_in_the_middle_of_a_sentence_is_not_the_day_of_publication(tmp_path: Path) -> None:
    assert text_account(tmp_path, "Title\n\nIt happened on 3 May 2018 in the town.").published_on == ""


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("26 Sep 2018", "2018-09-26"),
        ("Published: May 3, 2018", "2018-05-03"),
        ("发布时间：2018-05-03 10:20", "2018-05-03"),
        ("3 мая 2018", "2018-05-03"),
        ("Tuesday", ""),
        ("2018", ""),
    ],
)
def test_a_line_that_is_a_date_is_read(tmp_path: Path, line: str, day: str) -> None:
    assert text_account(tmp_path, f"A title\n{line}\n\nWords.").published_on == day


def test_a_web_page_gives_its_article_and_its_own_tags(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    found, _problems = account(tmp_path / "a.html")
    assert (found.publication, found.published_on, found.language) == ("Green Lamp", "2018-05-03", "en")
    assert "eleven months" in found.text and "alert" not in found.text and "Contact" not in found.text
    assert "About us | Contact" in found.leftovers["dropped_lines"]


def test_a_pdf_gives_its_pages_without_running_heads(tmp_path: Path) -> None:
    body = ["They were held in the school.", "Nobody was told where.", "It was winter."]
    pages = [["Green Lamp Bulletin", f"Part {'ABC'[n]} begins.", *body, f"page {n}"] for n in range(3)] + [[]]
    (tmp_path / "a.pdf").write_bytes(pdf(pages))
    found, problems = account(tmp_path / "a.pdf")
    starts = [int(start) for start in found.leftovers["page_starts"].split()]
    assert found.text[starts[1] :].startswith("Part B begins")
    assert "Green Lamp Bulletin" not in found.text and "Green Lamp Bulletin" in found.leftovers["dropped_lines"]
    assert "1 of 4 pages" in problems[0].message


def test_a_docx_gives_paragraphs_and_tables_and_seals_its_author(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.core_properties.author = "Saule Omar"
    document.add_paragraph(SENTENCES["kk"])
    document.add_table(1, 2).rows[0].cells[1].text = "Ерлан"
    document.save(tmp_path / "a.docx")
    found, _problems = account(tmp_path / "a.docx")
    assert found.language == "kk" and "Ерлан" in found.text
    assert found.source.identity["file_author"] == "Saule Omar" and "Saule" not in str(found.leftovers)


def test_a_mail_is_a_letter_whose_writer_is_sealed(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "Сауле <s@x.example>", "office@y.example"
    message["Subject"], message["Date"] = "О брате", "Thu, 03 May 2018 23:00:00 +0600"
    message.set_content(SENTENCES["ru"])
    message.add_alternative("<p>html</p>", subtype="html")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="p.png")
    (tmp_path / "a.eml").write_bytes(bytes(message))
    found, problems = account(tmp_path / "a.eml")
    assert (found.kind, found.title, found.told_on, found.language) == ("letter", "О брате", "2018-05-03", "ru")
    assert found.source.identity == {"name": "Сауле", "contact": "s@x.example", "sent_to": "office@y.example"}
    assert "html" not in found.text and found.leftovers["files_in_mail"] == "p.png" and problems


def test_a_newsletter_speaks_in_public(tmp_path: Path) -> None:
    head = "From: Hill Post <morning@hill.example>\nTo: readers@hill.example\nDate: Thu, 03 May 2018 23:00:00 +0000\n"
    (tmp_path / "a.eml").write_text(head + "Subject: Morning\n\nA teacher is missed in the valley.", "utf-8")
    found, _problems = account(tmp_path / "a.eml")
    assert (found.kind, found.publication, found.published_on) == ("article", "Hill Post", "2018-05-03")
    assert (found.source.public_name, found.source.identity) == ("Hill Post", {})


def test_a_forwarded_mail_is_read_with_the_mail_around_it(tmp_path: Path) -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"] = "First"
    inner.set_content("inner words")
    outer.set_content("outer words")
    outer.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(bytes(outer))
    text = account(tmp_path / "a.eml")[0].text
    assert text.index("outer words") < text.index("Subject: First") < text.index("inner words")


def test_a_document_that_cannot_be_read_is_kept_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([["x"]])[:60])
    found, problems = account(tmp_path / "a.pdf")
    assert found.text == "" and found.exhibits[0].name == "a.pdf" and found.leftovers["not_read"]
    assert [problem.level for problem in problems] == ["notice"]


def test_nothing_unstorable_leaves_intake(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Title\x00\n\xed\xa0\x80 words")
    found, _problems = account(tmp_path / "a.txt")
    assert "\x00" not in found.text
    io.StringIO(found.text).read().encode("utf-8")
