"""Commands that read: accounts, people, show, find, contradictions, log, counts."""

from __future__ import annotations

import json

import click

from tizim.cli.shell import Shell, console, pass_shell
from tizim.core.errors import NotFound
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _

ALIKE = 0.5  # below this a name is not shown as found
SURE = 0.95  # from here on a name is the one that was asked for
CLEAR_LEAD = 0.02  # profiles this near to the best are shown too
SHOWN = 5
NUMBERS = 8  # of accounts beside a name
KINDS = ["person", "facility", "organisation", "event", "group", "document"]


@click.command()
@click.argument("account", required=False, default="")
@pass_shell
def accounts_command(shell: Shell, account: str) -> None:
    """List the accounts, or show one (A-17, its own id) with its words, statements, consent and leftovers."""
    from tizim.cli.account_text import account_lines, list_lines
    from tizim.db import queries
    from tizim.db.assessments import assessments

    with shell.session(writing=False) as (_session, by):
        if not account:
            lines = list_lines(queries.facts(by))
        else:
            row = queries.find_account(by, account)
            if row is None:
                raise NotFound(_("There is no account {name}.", name=account), _("List them: tizim accounts."))
            lines = account_lines(row, queries.facts(by, [row.id]), assessments(by, row))
        for line in lines:
            click.echo(line)


@click.command()
@click.option(
    "--kind", default="person", show_default=True, help="person, facility, organisation, event, group, document",
    type=click.Choice(KINDS),
)  # fmt: skip
@pass_shell
def people_command(shell: Shell, kind: str) -> None:
    """List the people (or facilities, groups …) in the archive."""
    from tizim.db import queries

    with shell.session(writing=False) as (_session, by):
        found = queries.listed(by, (kind,))
        for cluster in sorted(found, key=lambda one: (found[one][1], one)):
            names, numbers = found[cluster]
            click.echo(f"{cluster}  {' / '.join(names)}  ·  {', '.join(f'A-{n}' for n in numbers)}")


@click.command()
@click.argument("name")
@click.option("--voices", is_flag=True, help="Under each value the graph behind its voices, with its reasons.")
@pass_shell
def show_command(shell: Shell, name: str, voices: bool) -> None:
    """Print the profile of a person, facility or group: every value with the accounts that give it."""
    from tizim import lookup
    from tizim.cli.profile_text import profile_lines
    from tizim.cli.reviewing import disputed_lines
    from tizim.db import queries

    with shell.session(writing=False) as (_session, by):
        found = [row for row in lookup.find(by, name) if row.alike >= ALIKE]
        if not found:
            raise NotFound(
                _("Nobody here is called “{name}”.", name=name), _("Try another spelling, or: tizim people.")
            )
        nearest = [row for row in found if found[0].alike - row.alike < CLEAR_LEAD]
        shown = nearest[:SHOWN] if found[0].alike >= SURE else found[:1]
        facts, clusters = queries.facts_about(by, [row.id for row in shown]), queries.clusters(by)
        for profile in lookup.profiles_named(facts, clusters, [row.id for row in shown]):
            for line in profile_lines(profile, facts, current_language(), graph=voices):
                click.echo(line)
            for line in disputed_lines(by, profile.mention_ids):
                click.echo(line)
            click.echo("")
        others = [row for row in found[:8] if row not in shown]
        if others:
            console.print(_("Others with a similar name:"))
        for row in others:
            click.echo(f"  {row.id}  {row.name}  ({row.alike:.2f})")


@click.command()
@click.argument("name")
@click.option("--born", default="", help="Born in that year or span of years: 1980, 1980-1985.")
@click.option("--county", default="", help="Of a county, prefecture or country: its name or code.")
@click.option("--sex", default="", help="male, female or other.")
@click.option("--status", default="", help="A status of the vocabulary: sentenced, camp …")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only these; several times for several.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many at most.")
@click.option("--why", is_flag=True, help="Say of each why it was found.")
@pass_shell
def find_command(
    shell: Shell, name: str, born: str, county: str, sex: str, status: str, kinds: tuple[str, ...], limit: int,
    why: bool,
) -> None:  # fmt: skip
    """Find people by name, in any script and spelling, whole or in part, best first."""
    from tizim import lookup

    filters = lookup.read_filters(born=born, county=county, sex=sex, status=status)
    with shell.session(writing=False) as (_session, by):
        found = lookup.find(by, name, kinds=kinds, filters=filters, limit=limit)
        for row in found:
            beside = [f"A-{number}" for number in row.numbers[:NUMBERS]] + lookup.said_words(row)
            click.echo(f"{row.alike:.2f}  {row.id}  {row.name}  ·  {', '.join(beside)}")
            if why:
                click.echo(f"      {lookup.why_words(row)}")
        if found.more:
            console.print(_("There are more. Add a name, a year of birth or a county."))


@click.command()
@pass_shell
def contradictions_command(shell: Shell) -> None:
    """List statements that cannot both hold, side by side, with the accounts that give them."""
    from tizim import lookup
    from tizim.cli.profile_text import contradiction_lines
    from tizim.db import listing, queries

    with shell.session(writing=False) as (_session, by):
        facts = queries.facts(by)
        count = 0
        for profile in lookup.profiles_named(facts, queries.clusters(by), listing.contradicted(by)):
            lines = contradiction_lines(profile, facts, current_language())
            if lines:
                count += len(profile.contradictions)
                click.echo(" / ".join(profile.names))
                for line in lines:
                    click.echo(line)
        console.print(_("{count} contradictions.", count=count))


@click.command()
@click.option("--last", default=20, show_default=True, type=click.IntRange(1), help="How many of the newest entries.")
@click.option("--kind", default="", help="Only entries of this kind (sealed_opened, withdrawal, release …).")
@pass_shell
def log_command(shell: Shell, last: int, kind: str) -> None:
    """The custody log as a director reads it: who did what, when and why."""
    from tizim.db import queries
    from tizim.policies import check

    with shell.session(writing=False) as (_session, by):
        check(by, "audit")
        for row in queries.log_rows(last, kind):
            said = json.loads(row.payload) if row.payload else {}
            rest = ", ".join(f"{k}: {said[k]}" for k in ("by", "second", "reason", "verdict", "number") if said.get(k))
            click.echo(f"{row.index:6}  {row.recorded_at:%Y-%m-%d %H:%M:%S}  {row.kind:14} {rest}")


@click.command()
@pass_shell
def counts_command(shell: Shell) -> None:
    """How much is in the archive, as far as you may see it."""
    from tizim.db import queries

    with shell.session(writing=False) as (_session, by):
        for name, count in queries.counts(by).items():
            click.echo(f"{count:8}  {name}")
