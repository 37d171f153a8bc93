"""What does not hold, as a value: found by `examine` and `scrub`, shown by shells, raised as one error.

What it is: a code for programs, a place and a sentence for people. What it is not: an exception for each kind of flaw.
Invariants: codes are those of docs/spec/bundle.md, "What a verifier reports", and of docs/spec/vault.md, "Scrubbing".

>>> str(Flaw("missing", "index.html", "The file is not there."))
'index.html: The file is not there.'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tizim.core.errors import NotVerified
from tizim.core.i18n import ngettext


@dataclass(frozen=True)
class Flaw:
    code: str
    where: str
    words: str

    def __str__(self) -> str:
        return f"{show_name(self.where)}: {self.words}" if self.where else self.words


def show_name(name: str) -> str:
    """A stranger's file name, fit for a line on a screen: no control or direction marks, no broken characters."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in name)


def check_no_flaws(flaws: Iterable[Flaw], what: str, try_: str) -> None:
    """Raises NotVerified with every flaw, if there is one."""
    problems = [str(flaw) for flaw in flaws]
    if problems:
        count = ngettext("{count} problem was found.", "{count} problems were found.", len(problems))
        raise NotVerified(f"{what} {count}", try_, problems)
