"""Commands of the reading aid: read, suggestion accept, suggestion correct, suggestion reject."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tizim.cli.judgement_text import isolated
from tizim.cli.shell import Shell, console, errors, pass_shell
from tizim.core.drafts import Problem
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _

if TYPE_CHECKING:
    from tizim.actions.session import Session
    from tizim.actions.suggestions import Decided
    from tizim.policies import Actor
    from tizim.suggesting import Offer, ReadText


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--account", default="", help="Read an account of the archive instead of a file.")
@click.option("--language", default="", help="Language of the text, where it does not show it: en, kk, ug, ru, zh, tr.")
@click.option("--all", "everything", is_flag=True, help="Also what is decided already.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
@pass_shell
def read_command(shell: Shell, path: Path | None, account: str, language: str, everything: bool, as_json: bool) -> None:
    """Show what a text may state, passage by passage. A file needs no workspace; nothing is taken in or kept.

    A suggestion becomes a statement only when a person accepts it: tizim suggestion accept.
    """
    from tizim import suggesting

    if bool(path) == bool(account):
        raise BadInput(_("Name a file to read, or an account with --account."))
    with shell.session(writing=False) if account else nullcontext((None, None)) as (_session, by):
        if path is not None:
            found = list(suggesting.read_file(path, language))
        else:
            assert by is not None
            found = [suggesting.read_account(by, account, language)]
        _print(found, everything=everything or not account, as_json=as_json)


def _print(found: Iterable[ReadText | Problem], *, everything: bool, as_json: bool) -> None:
    from tizim.cli import suggestion_text

    texts = []
    for one in found:
        if isinstance(one, Problem):
            errors.print(f"{one.file}: {one.message} {one.try_}".rstrip(), markup=False)
        else:
            texts.append(one)
    if as_json:
        values = [suggestion_text.as_values(text, everything=everything) for text in texts]
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    for text in texts:
        _print_text(text, everything=everything)
    if not texts:
        console.print(_("There is no text in it to read."))


def _print_text(found: ReadText, *, everything: bool) -> None:
    from tizim.cli import suggestion_text

    decided = sum(offer.decided is not None for offer in found.offers)
    line = _("{name}: {count} suggestions, {decided} of them decided", name=isolated(found.name),
             count=len(found.offers), decided=decided)  # fmt: skip
    console.print(line, markup=False)
    if everything or decided < len(found.offers):
        console.print(suggestion_text.table_of(found, everything=everything), soft_wrap=False)
    if everything:
        for decision in found.past:
            what = f"{isolated(decision.proposed.label)} · {decision.proposed.property}: {decision.proposed.value}"
            said = suggestion_text.decided_words(decision)
            console.print(_("no longer suggested: {what} ({decision})", what=what, decision=said), markup=False)


@click.group()
def suggestion_command() -> None:
    """Decide about suggestions of the reading aid: accept, correct or reject them, by their numbers."""


def _deciding(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--instead", is_flag=True, help="Replace what was decided about it before."),
        click.option("--language", default="", help="As given to: tizim read --account."),
    ):
        command = option(command)
    return command


@suggestion_command.command("accept")
@click.argument("account")
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(1))
@click.option("--subject", default="", help="The mention that is meant (its key: p1), or “new”; else by its name.")
@click.option("--speaker", default="", help="What kind of source is quoted: relative, official … (else by the words).")
@click.option("--reason", default="", help="Why; it stands beside the decision.")
@_deciding
@pass_shell
def accept_command(
    shell: Shell, account: str, numbers: tuple[int, ...], subject: str, speaker: str, reason: str, instead: bool,
    language: str,
) -> None:  # fmt: skip
    """Accept suggestions of an account, by their numbers in tizim read: each becomes a statement."""
    from tizim.actions.suggestions import accept

    def decide(session: Session, by: Actor, text: ReadText, offer: Offer) -> Decided:
        return accept(
            by=by, session=session, account=account, reading=text.reading, suggestion=offer.suggestion, reason=reason,
            subject=_key(subject), speaker=speaker, supersedes=_earlier(offer, instead),
        )  # fmt: skip

    _decide(shell, account, numbers, language, decide)


@suggestion_command.command("correct")
@click.argument("account")
@click.argument("number", type=click.IntRange(1))
@click.option("--subject", help="The mention that is meant (its key: p1), or “new”.")
@click.option("--name", help="What the person or place is called, for a new mention.")
@click.option("--kind", help="person, facility, organisation, event, group or document, for a new mention.")
@click.option("--property", help="What is stated: a code of the vocabulary, or words.")
@click.option("--value", help="The value, as one would write it in a sheet.")
@click.option("--when", help="When, in words or as 2017-10.")
@click.option("--place", help="Where, in words or as a code.")
@click.option("--how-known", help="How the source knows: saw it, told by relatives …")
@click.option("--qualifier", "qualifiers", multiple=True, help="sentence_years=9, detail=… ; replaces those suggested.")
@click.option("--said-by", multiple=True, help="Who says so, the outermost medium first; several times for a chain.")
@click.option("--own-voice", is_flag=True, help="The account itself says so.")
@click.option("--speaker", default="", help="What kind of source is quoted: relative, official … (else by the words).")
@click.option("--reason", default="", help="Why; it stands beside the decision.")
@_deciding
@pass_shell
def correct_command(
    shell: Shell, account: str, number: int, qualifiers: tuple[str, ...], said_by: tuple[str, ...], own_voice: bool,
    reason: str, instead: bool, language: str, **given: str,
) -> None:  # fmt: skip
    """State something else than was suggested for a passage; what is not named stays as suggested."""
    from tizim.actions.stating import Correction
    from tizim.actions.suggestions import correct

    if own_voice and said_by:
        raise BadInput(_("Either the account itself says so, or somebody else."))
    speaking = () if own_voice else said_by or None
    corrected: dict[str, str | None] = {**given, "subject": _key(given["subject"]) or None}
    correction = Correction(**corrected, qualifiers=_qualifiers(qualifiers), said_by=speaking)  # type: ignore[arg-type]

    def decide(session: Session, by: Actor, text: ReadText, offer: Offer) -> Decided:
        return correct(
            by=by, session=session, account=account, reading=text.reading, suggestion=offer.suggestion,
            correction=correction, reason=reason, supersedes=_earlier(offer, instead),
        )  # fmt: skip

    _decide(shell, account, (number,), language, decide)


@suggestion_command.command("reject")
@click.argument("account")
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(1))
@click.option("--reason", required=True, help="In a sentence; it stands beside the decision for ever.")
@_deciding
@pass_shell
def reject_command(
    shell: Shell, account: str, numbers: tuple[int, ...], reason: str, instead: bool, language: str
) -> None:
    """Note that passages do not say what was suggested; what was accepted before is taken back with it."""
    from tizim.actions.suggestions import reject

    def decide(_session: Session, by: Actor, text: ReadText, offer: Offer) -> Decided:
        return reject(
            by=by, account=account, reading=text.reading, suggestion=offer.suggestion, reason=reason,
            supersedes=_earlier(offer, instead),
        )  # fmt: skip

    _decide(shell, account, numbers, language, decide)


def _decide(
    shell: Shell, account: str, numbers: Sequence[int], language: str,
    decide: Callable[[Session, Actor, ReadText, Offer], Decided],
) -> None:  # fmt: skip
    """Read again, decide each by itself, and bring what is derived up to date once, also when one was refused."""
    from tizim import restating, suggesting

    with shell.session(writing=True) as (session, by):
        text = suggesting.read_account(by, account, language)
        offers = [text.offer(number) for number in dict.fromkeys(numbers)]
        made: list[Decided] = []
        try:
            for offer in offers:
                made.append(decide(session, by, text, offer))
                _print_decided(text, offer, made[-1])
        finally:
            if made:
                with console.status(_("Comparing names and texts …")):
                    stated = [one.statement.id for one in made if one.statement is not None]
                    restating.refresh_stated(by, stated, decided=len(made))


def _print_decided(text: ReadText, offer: Offer, made: Decided) -> None:
    from tizim.cli.suggestion_text import what_words

    words = what_words(offer.suggestion, text.labels())
    if made.statement is None:
        console.print(_("{number}: rejected · {what}", number=offer.number, what=words), markup=False)
        return
    home, mention = made.statement.account.number, made.statement.mention
    where = f"A-{home}/{mention.key} {isolated(mention.label)}"
    stated = _("{number}: stated of {mention}: {id}", number=offer.number, mention=where, id=made.statement.id)
    console.print(stated, markup=False)
    if made.row.speaker:
        name = isolated(made.row.speaker[-1])
        console.print(_("  in A-{home}, the words of {name}", home=home, name=name), markup=False)
    for problem in made.problems:
        console.print(f"  {_('notice')} · {problem.field}: {problem.message} {problem.try_}".rstrip(), markup=False)


def _key(subject: str | None) -> str:
    """A-17/p1 or p1: the key."""
    return (subject or "").rpartition("/")[2]


def _earlier(offer: Offer, instead: bool) -> str:
    return offer.decided.id if offer.decided and instead else ""


def _qualifiers(given: Sequence[str]) -> dict[str, str] | None:
    pairs = [text.partition("=") for text in given]
    for name, equals, _value in pairs:
        if not equals or not name.strip():
            raise BadInput(_("“{text}” is no qualifier.", text=name), _("Write NAME=VALUE, as in sentence_years=9."))
    return {name.strip(): value for name, _equals, value in pairs} or None
