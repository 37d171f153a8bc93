"""DOCX: paragraphs and tables in their order. Macros, fields, embedded objects and external templates are not touched.

Comments and text that was deleted with "track changes" are not part of the text; that there are any is said.
"""

from __future__ import annotations

import io
import re
import zipfile

from tizim.core.i18n import gettext as _
from tizim.intake.archive_check import Refused, check_archive

from .article import describe
from .extracted import Extracted


def prepare() -> None:
    import docx
    import docx.document
    import docx.oxml.document  # noqa: F401

    import tizim.core.dates  # noqa: F401


def extract(data: bytes) -> Extracted:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    stream = io.BytesIO(data)
    check_archive(stream)
    hidden = _hidden_parts(data)
    try:
        document = docx.Document(stream)
    except (OpcError, XMLSyntaxError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Refused(_("It is not a complete Office file.")) from error
    found = describe(_lines(document), {})
    core = document.core_properties
    if core.title:
        found.leftovers["file_title"] = str(core.title)
    for name, value in (("file_author", core.author), ("file_changed_by", core.last_modified_by)):
        if value:
            found.identity[name] = str(value)  # may be the one who speaks: sealed, unless a publication speaks
    if hidden:
        found.notices.append(_("The file holds {what}, which are not part of the text.", what=", ".join(hidden)))
    return found


def _lines(document) -> list[str]:
    from docx.table import Table

    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(row.cells)  # a merged cell comes once for each column
                lines.append("\t".join(" ".join(cell.text.split()) for cell in cells))
        else:
            lines.extend(block.text.split("\n"))
    return lines


def _hidden_parts(data: bytes) -> list[str]:
    """Comments, deleted words, macros: kinds of content that a reader of the text does not see."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "word/comments.xml" in names:
            found.append(_("comments"))
        if any(name.endswith("vbaProject.bin") for name in names):
            found.append(_("macros"))
        if "word/document.xml" in names:
            with archive.open("word/document.xml") as part:
                if re.search(rb"<w:delText[ >]", part.read(64 << 20)):
                    found.append(_("deleted words"))
    return found
