"""Files that mean harm, or are broken in the ways that files are broken. `python tests/unit/intake/hostile.py FOLDER`.

Everything is made here, nothing is kept in the repository. Each entry: file name → bytes. Names tell what is wrong.
"""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12))
    + "]>"
)
XXE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="{}"/></Relationships>'
)
_OFFICE = "application/vnd.openxmlformats-officedocument."


def office(kind: str, main: str | bytes, extra: dict[str, bytes] | None = None) -> bytes:
    """A small DOCX or XLSX whose main part (document, first sheet) is `main`."""
    if kind == "docx":
        override = (
            f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}wordprocessingml.document.main+xml"/>'
        )
        parts = {"_rels/.rels": RELS.format("officeDocument", "word/document.xml"), "word/document.xml": main}
    else:
        override = (
            f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}spreadsheetml.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/s.xml" ContentType="{_OFFICE}spreadsheetml.worksheet+xml"/>'
        )
        book = (
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.'
            'openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>"
        )
        parts = {
            "_rels/.rels": RELS.format("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": RELS.format("worksheet", "worksheets/s.xml"),
            "xl/worksheets/s.xml": main,
        }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": TYPES.format(override), **parts, **(extra or {})}.items():
            archive.writestr(name, content)
    return stream.getvalue()


def sheet_xml(rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def with_entities(declarations: str, rows: str) -> str:
    return declarations + sheet_xml(rows).removeprefix('<?xml version="1.0"?>')


def row_xml(number: int, *cells: str, first: str = "A") -> str:
    body = "".join(
        f'<c r="{chr(ord(first) + n)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for n, cell in enumerate(cells)
    )
    return f'<row r="{number}">{body}</row>'


def document_xml(words: str, before: str = "") -> str:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = before or '<?xml version="1.0"?>'
    return f'{head}<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>'


def pdf(pages: list[list[str]], *, catalog: bytes = b"", stream: bytes | None = None) -> bytes:
    """A PDF with lines of ASCII text. `stream`: the content of every page instead (already deflated)."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        text = (
            b"BT /F1 12 Tf 14 TL 72 720 Td " + b" ".join(b"(" + line.encode() + b") Tj T*" for line in lines) + b" ET"
        )
        filtered = b" /Filter /FlateDecode" if stream else b""
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(stream or text), filtered, stream or text))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(out)
    )  # fmt: skip


def iter_corpus() -> Iterator[tuple[str, bytes]]:
    yield from iter_office()
    yield from iter_pages_and_pdfs()
    yield from iter_texts()
    yield from iter_mails()
    yield from iter_sheets()
    yield from iter_interviews()


def iter_office() -> Iterator[tuple[str, bytes]]:
    rows = row_xml(1, "name", "born") + row_xml(2, "Asan", "1970")
    good_sheet, good_document = office("xlsx", sheet_xml(rows)), office("docx", document_xml("words"))
    bomb = b"<x>" + b" " * (20 << 20)
    yield "bomb.docx", office("docx", bomb)
    yield "bomb.xlsx", office("xlsx", bomb)
    yield "bomb-beside.docx", office("docx", document_xml("words"), {"word/media/a.bin": bytes(20 << 20)})
    yield "bomb-in-a-bomb.docx", office("docx", document_xml("x"), {f"{n}.zip": office("docx", bomb) for n in range(5)})
    yield "laughs.docx", office("docx", document_xml("&m;", LAUGHS))
    yield (
        "laughs.xlsx",
        office("xlsx", with_entities(LAUGHS, row_xml(1, "name", "&m;"))),
    )
    yield "reads-a-file.docx", office("docx", document_xml("&secret;", XXE))
    yield (
        "reads-a-file.xlsx",
        office(
            "xlsx",
            XXE
            + sheet_xml(row_xml(1, "name", "&secret;") + row_xml(2, "A", "&secret;")).removeprefix(
                '<?xml version="1.0"?>'
            ),
        ),
    )
    yield "slip.docx", office("docx", document_xml("words"), {"../../slipped.txt": b"x"})
    yield "many-parts.xlsx", office("xlsx", sheet_xml(rows), {f"p/{n}": b"" for n in range(6000)})
    yield "lying-size.docx", good_document.replace(*_sizes(good_document))
    yield "overlapping.docx", _overlapping()
    yield "cut.docx", good_document[: len(good_document) // 2]
    yield "cut.xlsx", good_sheet[:-30]
    yield "far-cell.xlsx", office("xlsx", sheet_xml(rows + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    yield (
        "wide.xlsx",
        office("xlsx", sheet_xml('<row r="1">' + '<c t="inlineStr"><is><t>h</t></is></c>' * 20000 + "</row>")),
    )
    yield "bad-string-index.xlsx", office("xlsx", sheet_xml(rows + '<row r="3"><c r="A3" t="s"><v>99999</v></c></row>'))
    yield "negative-row.xlsx", office("xlsx", sheet_xml('<row r="-5"><c r="A-5"><v>1</v></c></row>' + rows))
    yield "macros.docm", office("docx", document_xml("words"), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    deep = "<w:p>" * 20000
    yield "deep.docx", office("docx", document_xml("x").replace("<w:p>", deep, 1))
    yield "not-xml.docx", office("docx", b"\xff\xfe\x00garbage")
    yield "empty.docx", b"PK\x05\x06" + bytes(18)


def _sizes(data: bytes) -> tuple[bytes, bytes]:
    """The directory's size of word/document.xml, and a lie of the same length."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("word/document.xml")
    true = info.compress_size.to_bytes(4, "little") + info.file_size.to_bytes(4, "little")
    return true, info.compress_size.to_bytes(4, "little") + (7).to_bytes(4, "little")


def _overlapping() -> bytes:
    """Two directory entries for the same bytes."""
    data = office("docx", document_xml("words"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.start_dir
        count = len(archive.infolist())
    directory = data[start : data.rindex(b"PK\x05\x06")]
    end = b"PK\x05\x06" + bytes(4) + (2 * count).to_bytes(2, "little") * 2
    return (
        data[:start]
        + directory * 2
        + end
        + (2 * len(directory)).to_bytes(4, "little")
        + start.to_bytes(4, "little")
        + b"\0\0"
    )


def iter_pages_and_pdfs() -> Iterator[tuple[str, bytes]]:
    good = pdf([["The school on the hill", "People were held there."]])
    yield "cut.pdf", good[: len(good) // 2]
    yield "only-a-header.pdf", b"%PDF-1.7\n"
    yield "script.pdf", pdf([["words"]], catalog=b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")
    yield "launch.pdf", pdf([["words"]], catalog=b"/OpenAction << /S /Launch /F (/bin/sh) >>")
    yield "stream-bomb.pdf", pdf([["x"]], stream=zlib.compress(b"BT " + b" " * (100 << 20), 9))
    yield "endless-tree.pdf", good.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    yield "nested-arrays.pdf", pdf([["x"]], catalog=b"/A " + b"[" * 50_000 + b"]" * 50_000)
    yield "huge-count.pdf", good.replace(b"/Count 1", b"/Count 2147483647")
    yield "polyglot.pdf", b"PK\x03\x04" + bytes(40) + good
    yield "polyglot.html", b"<html><body><p>words</p></body></html>\n" + office("docx", document_xml("words"))
    yield "deep.html", b"<html><body>" + b"<div>" * 100_000 + b"words" + b"</div>" * 100_000
    yield "open-tags.html", b"<html>" + b"<b" * 500_000
    yield "attributes.html", b"<html><p " + b"a=1 " * 300_000 + b">x</p></html>"
    yield "half-characters.html", b"<html><meta charset=utf-8><p>&#xD800;&#xDC00;&#0;&#x110000; words</p></html>"
    yield "wrong-charset.html", b"<html><meta charset=ebcdic-nonsense><p>\xd2\xe5\xea\xf1\xf2</p></html>"
    yield (
        "script.html",
        b"<html><script>fetch('http://192.0.2.1')</script><p onclick=x()>words</p><iframe src=file:///></html>",
    )
    yield "json-ld.html", b'<html><script type="application/ld+json">' + b'{"a":' * 50_000 + b"</script><p>x</p></html>"
    yield "reads-a-file.html", XXE.encode() + b"<html><p>&secret;</p></html>"
    yield "comment.html", b"<html><!--" + b"-" * 2_000_000


def iter_texts() -> Iterator[tuple[str, bytes]]:
    yield "one-line.txt", b"word " * (2 << 20)
    yield "no-space.txt", b"A" * (3 << 20)
    yield "capitals.txt", b"Aa " * 300_000 + b"said in a statement tomorrow"
    yield "nul.txt", b"Title\x00\n\x00\x00words\x00"
    yield "broken-utf-8.txt", "Қазақ тілі ".encode() * 50 + b"\xc3\x28\xed\xa0\x80\xf8\x88"
    yield "half-utf-16.txt", "words".encode("utf-16") + b"\xd8"
    yield "directions.txt", "Title\n\u202eevil\u2066\u2069\u200b words".encode()
    yield "crumbs.txt", b"Title\n" + b"> a" * 100_000 + b"\n" + b"1. x\n" * 200_000
    yield "dates.txt", b"Title\n" + b"1 2 3 4 5 6 7 8 9 10 11 12 May May May\n" * 1000
    yield "only-spaces.txt", b" \n\t" * 100_000
    yield "random.txt", bytes(range(256)) * 400


def iter_mails() -> Iterator[tuple[str, bytes]]:
    yield "nested.eml", b"Content-Type: message/rfc822\n\n" * 3000 + b"Subject: x\n\nwords"
    part = b"--b\nContent-Type: text/plain\n\nx\n"
    yield "many-parts.eml", b"Content-Type: multipart/mixed; boundary=b\n\n" + part * 50_000 + b"--b--"
    yield "long-header.eml", b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nwords"
    yield (
        "bad-headers.eml",
        b"From: =?bad?x?\xff?= <<>>\nDate: yesterday\nContent-Type: text/plain; charset=klingon\n\n\xff\xfe",
    )
    yield "bad-base64.eml", b"Content-Transfer-Encoding: base64\nContent-Type: text/html\n\n" + b"A===" * 100_000
    yield "no-body.eml", b"From: a@b.example"
    yield "bad-boundary.eml", b'Content-Type: multipart/alternative; boundary=""\n\n----\n\nx'


def iter_sheets() -> Iterator[tuple[str, bytes]]:
    yield "formula.csv", b"Name,Born\n\"=cmd|' /C calc'!A0\",1970\n@SUM(1),+1\n"
    yield "one-line.csv", b"Name,Born\n" + b"x" * (10 << 20)
    yield "open-quotes.csv", b"Name,Born\n" + b'"x\n' * 300_000
    yield "ragged.csv", b"Name,Born\n" + b"a\n" * 1000 + b"a,b,c\n" * 1000
    yield "nul.csv", b"Name,Born\n\x00,\x00\nA,1970\n"
    yield "wide.csv", b",".join(b"c%d" % n for n in range(5000)) + b"\n"
    yield "really-html.csv", b"<html><body><table><tr><td>Name</td></tr></table></body></html>"
    yield "really-pdf.csv", pdf([["words"]])
    yield "really-zip.csv", office("docx", document_xml("words"))
    yield "old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)
    yield (
        "many-names.csv",
        b"said_by,about,what,value\n" + b"".join(b"s%d,p%d,birth,1\n" % (n, n) for n in range(20_000)),
    )


def iter_interviews() -> Iterator[tuple[str, bytes]]:
    aliases = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n" % ((98 + n, 98 + n) + (97 + n,) * 7) for n in range(8)
    )
    yield "aliases.yaml", aliases
    yield "object.yaml", b"!!python/object/apply:os.system ['id']"
    yield "deep.yaml", b"- " * 100_000
    yield "flow.yaml", b"{" * 100_000
    yield "deep.json", b"[" * 1_000_000
    yield "keys.json", b'{"tizim": "interview/1", ' + b", ".join(b'"k%d": 1' % n for n in range(100_000)) + b"}"
    yield (
        "number.json",
        b'{"tizim": "interview/1", "source": {"kind": "other"}, "account": {"id": 1' + b"0" * 5_000 + b"}}",
    )
    yield "anchors.json", b'{"tizim": "interview/1", "source": {"kind": "\\ud800"}}'
    yield "not-utf-8.yaml", b"tizim: interview/1\nsource: \xff\xfe"


def write_corpus(folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in iter_corpus():
        (folder / name).write_bytes(content)
        written.append(folder / name)
    return written


if __name__ == "__main__":
    print(f"{len(write_corpus(Path(sys.argv[1])))} files")
