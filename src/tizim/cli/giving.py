"""Commands that give out, or stop: consent, withdraw, publish, verify, export, import, erase."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from tizim.cli.shell import Shell, console, pass_shell
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _


@click.command()
@click.argument("account")
@click.argument("purposes", nargs=-1)
@click.option("--statement", default="", help="Only for this statement (its id).")
@click.option("--second", "second_name", default="", help="The second person, when consent is widened.")
@click.option("--given-how", default="", help="signed, spoken and recorded, thumbprint …")
@click.option("--given-before", default="", help="Before whom.")
@click.option("--given-on", default="", help="When.")
@pass_shell
def consent_command(
    shell: Shell, account: str, purposes: tuple[str, ...], statement: str, second_name: str, given_how: str,
    given_before: str, given_on: str,
) -> None:  # fmt: skip
    """Record what a source allows: PURPOSE=LEVEL …, as in publish_statement=yes publish_name=partial."""
    from tizim.actions.consents import record_consent

    pairs = [purpose.partition("=") for purpose in purposes]
    if not pairs or any(not level for _purpose, _sign, level in pairs):
        raise BadInput(_("Consent is written as PURPOSE=LEVEL."), "publish_statement=yes publish_name=partial")
    with shell.session(writing=True) as (_session, by):
        record_consent(
            by=by, account=account, purposes={name: level for name, _sign, level in pairs}, statement_id=statement,
            second=shell.second(second_name), given_how=given_how, given_before=given_before, given_on=given_on,
        )  # fmt: skip
    console.print(_("Recorded. It holds from the next publication on."))


@click.command()
@click.argument("account")
@click.option("--statement", default="", help="Only this statement (its id).")
@click.option("--reason", default="", help="Why, if they said so.")
@pass_shell
def withdraw_command(shell: Shell, account: str, statement: str, reason: str) -> None:
    """A source takes consent back: the next publication leaves the account (or the statement) out."""
    from tizim.actions.consents import withdraw

    with shell.session(writing=True) as (_session, by):
        withdraw(by=by, account=account, reason=reason, statement_id=statement)
    console.print(_("Withdrawn. Publish again now, so that it leaves the public pages: tizim publish OUT."))


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--second", "second_name", required=True, help="The second publisher, who has looked at it too.")
@click.option("--date", "date_on", default="", help="The date of the release (default: today).")
@click.option("--title", default="", help="What the register is called.")
@click.option("--office", default="", help="Who publishes it.")
@click.option("--corrections", default="", help="How people reach you with corrections: an address, in words.")
@pass_shell
def publish_command(
    shell: Shell, target: Path, second_name: str, date_on: str, title: str, office: str, corrections: str
) -> None:
    """Write the register to TARGET: consented statements only, signed, as plain pages that anyone can verify."""
    from tizim import publication

    released_on = _date(date_on)
    with shell.session(writing=True) as (session, by):
        done = publication.publish(
            session, by=by, second=shell.second(second_name), target=target, released_on=released_on,
            about={"title": title, "office": office, "corrections": corrections},
        )  # fmt: skip
        key = done.vkey
    console.print(
        _("Release {number} of {date}: {people} people, {accounts} accounts, {files} files, {size} bytes.",
          number=done.number, date=released_on, people=done.people, accounts=done.accounts, files=done.files,
          size=done.size_bytes)
    )  # fmt: skip
    console.print(_("Anyone can check it: tizim verify {path} --key {key}", path=target, key=key), markup=False)
    if done.held:
        console.print(
            _("{count} pages stay as they were: judgements contradict each other. See: tizim queue --conflicts",
              count=done.held), markup=False,
        )  # fmt: skip


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text) if text else datetime.datetime.now(datetime.UTC).date()
    except ValueError as error:
        raise BadInput(_("“{text}” is not a date.", text=text), "2026-11-22") from error


@click.command()
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option(
    "--key", "key_text", default="", help="The verification key, from a place you trust (default: the workspace's)."
)
@click.option("--since", type=click.Path(path_type=Path, exists=True), help="A checkpoint that you kept from earlier.")
@pass_shell
def verify_command(shell: Shell, bundle: Path, key_text: str, since: Path | None) -> None:
    """Verify a release or an archive: every file, the signature, and its part of the custody log."""
    from tizim.vault.bundle import verify_bundle
    from tizim.vault.note import VerifyKey, key_id, spell_vkey
    from tizim.vault.workspace import open_workspace

    if not key_text:
        workspace = open_workspace(shell.folder())
        name, public = workspace.log_origin, workspace.log_public_key
        key_text = spell_vkey(VerifyKey(name, key_id(name, public), public))
    report = verify_bundle(bundle, key_text, previous_checkpoint=since.read_bytes() if since else None)
    head = report.head
    assert head is not None  # noqa: S101 - a bundle that verifies has one
    console.print(
        _("Verified: {kind} {number} of {date}, {files} files, signed by {origin}, log of {size} entries.",
          kind=head.kind, number=head.number, date=head.date, files=report.file_count, origin=head.origin,
          size=head.log_size), markup=False,
    )  # fmt: skip


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--second", "second_name", required=True, help="The second person.")
@pass_shell
def export_command(shell: Shell, target: Path, second_name: str) -> None:
    """Write everything to TARGET as JSON Lines and original files. It is NOT encrypted: guard it."""
    from tizim.actions.archives import export
    from tizim.actions.releases import signer_of

    with shell.session(writing=True) as (session, by):
        done = export(by=by, second=shell.second(second_name), session=session, target=target)
        key = signer_of(session).vkey
    console.print(_("Exported {rows} rows and {exhibits} exhibits. This folder is not encrypted.", rows=done.rows,
                    exhibits=done.exhibits))  # fmt: skip
    console.print(_("In another workspace: tizim import {path} --key {key}", path=target, key=key), markup=False)


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--key", "key_text", required=True, help="The verification key of the workspace that exported it.")
@pass_shell
def import_command(shell: Shell, archive: Path, key_text: str) -> None:
    """Read an exported archive into this workspace, which must be new; everything derived is computed again."""
    from tizim import pipeline
    from tizim.actions.archives import import_archive
    from tizim.actions.pictures import hash_new

    with shell.session(writing=True) as (session, by):
        done = import_archive(by=by, session=session, archive=archive, vkey=key_text)
        hash_new(session=session)
        pipeline.refresh(by)
    console.print(_("Imported {rows} rows and {exhibits} exhibits.", rows=done.rows, exhibits=done.exhibits))


@click.command()
@click.argument("account")
@click.option("--reason", required=True, help="Why; it stands in the log, without what was said.")
@click.option("--second", "second_name", required=True, help="The second person.")
@pass_shell
def erase_command(shell: Shell, account: str, reason: str, second_name: str) -> None:
    """Destroy an account: its words, statements, files and keys, for ever. Withdraw is usually enough."""
    from tizim import pipeline
    from tizim.actions.erase import erase_account

    with shell.session(writing=True) as (session, by):
        erase_account(by=by, session=session, account=account, reason=reason, second=shell.second(second_name))
        pipeline.refresh(by)
    console.print(_("Erased. What remains is that something was erased, by whom and why. Older backups still hold it:"))
    console.print(_("keep erased.jsonl from the workspace's folder with them; a restore erases it again."))
