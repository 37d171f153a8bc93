"""What is taken out of a document.

>>> Extracted(text="…", title="A letter").kind
''
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Extracted:
    """kind          code of `account_kinds` where the document shows it, else ""
    published_on  EDTF, from what the document itself says; `told_on` the same for letters and mails
    publication   who published it, as the document says
    identity      of a private writer (a mail's sender, a file's author): sealed, never shown
    dropped       lines left out of `text` as navigation
    leftovers     what else the document says about itself, in its own words
    notices       sentences for the person who takes it in
    """

    text: str = ""
    title: str = ""
    kind: str = ""
    published_on: str = ""
    told_on: str = ""
    publication: str = ""
    url: str = ""
    identity: dict[str, str] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    leftovers: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
