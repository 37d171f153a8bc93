"""The main job, from top to bottom: accounts in → what each states → who is meant → how many voices → a register.

The only file that knows the order of the stages. Each stage takes values and gives values; facts are written by
`actions`, reads come from `db.queries`.

    take_in   intake.read_drafts → vault (exhibits) → statements.validate → actions.take_in → actions.pictures
    refresh   resolve.features → names.keys → resolve.propose → resolve.clusters → corroborate.edges → actions.rebuild
              (in `deriving`; `entering` does the same for new accounts only)
    profile   statements.assemble with corroborate.count_voices and corroborate.contradictions
    compose   publish.select → the same profiles, from what was selected and nothing else → publish.render
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tizim import corroborate, statements
from tizim.actions import exhibits, imports, pictures, take_in
from tizim.actions.session import Session
from tizim.core.drafts import AccountDraft, ExhibitDraft, Problem
from tizim.core.errors import BadInput
from tizim.core.profiles import Profile
from tizim.core.reports import Report
from tizim.core.values import Facts
from tizim.db import queries
from tizim.deriving import Progress, by_cluster, groups_together, refresh, refresh_clusters, refresh_judged
from tizim.entering import refresh_new
from tizim.intake import folder
from tizim.intake.format import ReadOptions
from tizim.policies import Actor

LEAKED, QUARANTINE = "leaked_file", "quarantine"  # a kind of source; see publish.select, withheld_compartments
BATCH = 200  # accounts a transaction: large enough for speed, small enough to lose little time after a crash

__all__ = [
    "groups_together",
    "preview",
    "profiles",
    "refresh",
    "refresh_clusters",
    "refresh_judged",
    "refresh_new",
    "take_in_path",
]


def preview(
    path: Path, *, options: ReadOptions | None = None, compartment: str = "", by: Actor | None = None,
    progress: Progress | None = None,
) -> Report:  # fmt: skip
    """A dry run: everything that a take-in would say, with nothing written.

    With `by`, accounts that are known by their external id and that `by` may see are counted as updated, not as new.
    """
    report, known = Report(), set()
    for draft in folder.iter_drafts(path, options=options):
        if isinstance(draft, Problem):
            report.note(draft)
            continue
        ready, problems = statements.validate(draft)
        report.new, report.statements = report.new + 1, report.statements + len(ready)
        report.leaked += draft.source.kind == LEAKED
        known |= {draft.external_id} - {""}
        report.problems.extend(problems)
        if progress:
            progress("accounts", report.new)
    if by is not None and known:
        report.updated = queries.count_known(by, known)
        report.new -= report.updated
    return report


def take_in_path(
    session: Session, by: Actor, path: Path, *, options: ReadOptions | None = None, compartment: str = "",
    progress: Progress | None = None, quarantine: bool = False,
) -> Report:  # fmt: skip
    """Take a file or folder in. An interrupted take-in of the same bytes goes on where it stopped.

    quarantine: whatever says that its source is a leaked file goes into the compartment of which nothing is published.
    """
    import_row, resumed = imports.start_import(by=by, file_name=path.name, file_sha256=folder.bytes_sha256(path))
    report = Report(import_id=import_row.id, resumed=resumed)
    done = queries.accounts_of_import(import_row.id) if resumed else {}
    batch: list[take_in.Prepared] = []
    for draft in folder.iter_drafts(path, options=options):
        if isinstance(draft, Problem):
            report.note(draft)
        elif draft.origin in done:
            report.skipped += 1
        else:
            circle = QUARANTINE if quarantine and draft.source.kind == LEAKED else compartment
            placed = replace(draft, compartment=circle) if circle else draft
            batch.append(_prepare(session, placed, report))
            if len(batch) >= BATCH:
                _write(session, by, batch, import_row, report, progress)
    _write(session, by, batch, import_row, report, progress)
    pictures.hash_new(session=session, account_ids=report.account_ids, progress=progress)
    imports.end_import(by=by, of=import_row, report=report.as_values())
    return report


def _prepare(session: Session, draft: AccountDraft, report: Report) -> take_in.Prepared:
    ready, problems = statements.validate(draft)
    kept = []
    for exhibit in draft.exhibits:
        try:
            kept.append(exhibits.put_file(session=session, draft=exhibit))
        except BadInput as error:
            problems.append(_file_problem(draft, exhibit, error))
    report.problems.extend(problems)
    report.statements += len(ready)
    return take_in.Prepared(draft, ready, problems, kept)


def _file_problem(draft: AccountDraft, exhibit: ExhibitDraft, error: BadInput) -> Problem:
    return Problem("error", error.what, file=draft.origin, field=exhibit.name, try_=error.try_)


def _write(session, by, batch, import_row, report, progress) -> None:
    if batch:
        taken = take_in.record_accounts(by=by, session=session, batch=batch, taken_in=import_row, scope=import_row.id)
        report.new, report.updated = report.new + taken.new, report.updated + taken.updated
        report.unchanged += taken.unchanged
        report.numbers.extend(taken.numbers)
        report.account_ids.extend(taken.account_ids)
        batch.clear()
    if progress:
        progress("accounts", report.new + report.updated + report.unchanged + report.skipped)


# profiles


def profiles(facts: Facts, clusters: dict[str, str], only: Iterable[str] | None = None) -> list[Profile]:
    """Profiles of all clusters (or of `only` these), assembled from facts, in the order of their ids."""
    wanted = None if only is None else set(only)
    members: dict[str, list] = {}
    for mention in facts.mentions:
        members.setdefault(clusters.get(mention.id, mention.id), []).append(mention)
    said = by_cluster(facts, clusters)

    accounts, sources = {row.id: row for row in facts.accounts}, {row.id: row for row in facts.sources}
    people = {row.id: clusters.get(row.id, row.id) for row in facts.mentions if row.kind == "person"}
    voices = corroborate.VoiceCounter(accounts, sources, facts.derivations, people).count
    return [
        statements.assemble(
            cluster, members[cluster][0].kind, members[cluster], said.get(cluster, []), accounts, sources,
            voices=voices, contradictions=corroborate.contradictions(said.get(cluster, [])),
            clusters=clusters,
        )
        for cluster in sorted(members)
        if wanted is None or cluster in wanted
    ]  # fmt: skip
