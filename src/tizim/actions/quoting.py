"""The account of somebody whom another account quotes: made when a person accepts what is attributed to them.

What a quoted speaker says belongs to the speaker, not to the report that carries it; only so voices are counted right
(docs/voices.md). Such an account is of kind `quotation`, has no text (its words stand in the carrying account), names
the carrier (`carried_by`: its number, which corrections keep), came in with the same import, and begins with the
consent of the carrier, whose narrowings and withdrawals it follows (`actions.consents`). Per speaker and carrier there
is one.

Who the source is: in a report whose own source speaks in public, a name stands in public too and is one source wherever
it occurs; words for people whom nobody names ("former detainees") belong to that report alone. What a private account
says of its neighbours stays private: the speaker is sealed, unless the words are nothing but a known office or medium.
"His wife" is one speaker only for one man: said about another, she is another source (`is_unnamed_kin`).

Not here: which words are whose (`intake.suggesting`), writing statements (`actions.suggestions`). Decision 0042.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tizim.actions.session import Session
from tizim.actions.take_in import Prepared, write_accounts
from tizim.core.drafts import AccountDraft, ConsentDraft, SourceDraft, StatementDraft
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import fold, vocabulary
from tizim.db import models, queries
from tizim.db.suggestions import quoted_accounts
from tizim.intake.speakers import Speakers, guess_kind, kind_of_relation
from tizim.policies import Actor

_KIN = ("relative", "acquaintance")


def speakers(account: models.Account, said_by: Sequence[str], people: Collection[str]) -> tuple[str, ...]:
    """Who says so, outermost medium first, without the account's own source; empty when that alone speaks.

    Whoever the text names among `people` is called so: "his daughter Gulnar Dala" is Gulnar Dala.
    """
    own = {fold(name) for name in (account.source.public_name, account.publication) if name.strip()}
    others = tuple(_named(name.strip(), people) for name in said_by if name.strip())
    if others and fold(others[-1]) in own:
        return ()
    return others[1:] if others and fold(others[0]) in own else others


def _named(speaker: str, people: Collection[str]) -> str:
    """The longest name among `people` at the end of the words, else the words."""
    found = [name for name in people if " " in name and speaker.endswith(f" {name}")]
    return max(found, key=len, default=speaker)


def kind_of_speaker(words: str) -> str:
    """The kind of source that the words show, also of "his daughter", «её брат», "daughter Gulnar Dala"; or "".

    >>> kind_of_speaker("daughter Gulnar Dala"), kind_of_speaker("her neighbour"), kind_of_speaker("Gulnar Dala")
    ('relative', 'acquaintance', '')
    """
    first = words.removeprefix("his ").removeprefix("her ").partition(" ")[0]
    return guess_kind(words) or kind_of_relation(words.rpartition(" ")[2]) or kind_of_relation(first)


def how_the_speaker_knows(speaker: str, how_known: str) -> str:
    """What a report was "told by a relative" the relative herself may have seen: she does not say how she knows.

    >>> how_the_speaker_knows("her brother", "told_by_relative"), how_the_speaker_knows("the police", "saw_it")
    ('', 'saw_it')
    """
    told = {"relative": "told_by_relative", "acquaintance": "told_by_acquaintance"}
    return "" if told.get(kind_of_speaker(speaker)) == how_known else how_known


_WHOSE = re.compile(
    r"^(?:(?:one of )?(?:his|her|their|my|our|the|an?|one)\s+|(?:оның|олардың|его|её|ее|их|ئۇنىڭ)\s+|[他她]们?的?|其)"
)


def is_unnamed_kin(words: str) -> bool:
    """Whether the words are a relation and no name: whose wife "his wife" is, only the passage says.

    >>> is_unnamed_kin("His wife"), is_unnamed_kin("他的妻子"), is_unnamed_kin("daughter Gulnar Dala")
    (True, True, False)
    """
    relation = _WHOSE.sub("", words.strip().casefold())
    if vocabulary("relations").find(relation) or vocabulary("source_kinds").find(relation) in _KIN:
        return True
    return words.upper() != words == words.lower() and kind_of_speaker(words) in _KIN


def find_quoted(by: Actor, carrier: models.Account, chain: Sequence[str], about: str) -> models.Account | None:
    """The current account made for this speaker before, however the names were spelled in capitals; or None.

    `about`: who the statement is about, as written. By it speakers are told apart who are called by a relation alone;
    "" if that person is a new one.
    """
    wanted = [fold(name) for name in chain]
    made = models.SuggestionDecision.objects.filter(
        account__number=carrier.number, statement__account__in=quoted_accounts(carrier.number)
    )
    made = made.filter(statement__account__in=queries.current_accounts(by).order_by().values("id"))
    kin = is_unnamed_kin(chain[-1])
    for row in made.select_related("statement__account", "statement__mention").order_by("id"):
        if row.statement is None or [fold(name) for name in row.speaker] != wanted:
            continue
        if not kin or (about and fold(row.statement.mention.label) == fold(about)):
            return row.statement.account
    return None


def add_quoted(
    *, by: Actor, session: Session, carrier: models.Account, chain: Sequence[str], kind: str,
    said: StatementDraft, labels: Mapping[str, str],
) -> models.Account:  # fmt: skip
    """A new account for the speaker at the end of `chain`. `kind`: of source, judged as for a sheet if empty.

    Raises BadInput when the speaker must be sealed and there is no custodian. Call it inside a transaction.
    """
    draft = AccountDraft(
        kind="quotation",
        source=_source(carrier, chain[-1], kind, said, labels),
        language=carrier.language,
        published_on=carrier.published_on,
        through=tuple(name for name in (carrier.source.public_name, *chain[:-1]) if name),
        carried_by=f"A-{carrier.number}",
        compartment=carrier.compartment,
        consent=_consent(carrier),
    )
    taken = write_accounts(
        by=by, session=session, batch=[Prepared(draft, [])], taken_in=carrier.taken_in, scope=f"A-{carrier.number}"
    )
    return models.Account.objects.get(id=taken.account_ids[0])


def _source(
    carrier: models.Account, speaker: str, kind: str, said: StatementDraft, labels: Mapping[str, str]
) -> SourceDraft:
    if kind and kind not in vocabulary("source_kinds").codes:
        known = ", ".join(vocabulary("source_kinds").codes)
        raise BadInput(_("“{kind}” is no kind of source.", kind=kind), known)
    judged = Speakers()
    if kind:
        judged.kinds[fold(speaker)] = kind
    found = judged.source(speaker, [said], dict(labels), said_in=carrier.source.public_name)
    if found.public_name and is_unnamed_kin(speaker):
        # Nothing may join the wives of two men: the account is found again by what was decided (`find_quoted`).
        return replace(found, ref=f"{found.public_name} / {said.locator} / {said.subject}")
    # Numbers of speakers are those of one sheet; a sealed speaker is found again by what was decided, not by a name.
    return replace(found, ref="") if found.identity else found


def _consent(carrier: models.Account) -> ConsentDraft:
    last = carrier.consents.filter(statement__isnull=True).order_by("-id").first()
    if last is None or last.withdrawn:
        return ConsentDraft()
    return ConsentDraft(last.purposes, last.given_how, last.given_before, last.given_on, last.language)
