"""`make demo`: the main job on the fictional case file, from accounts to a register that anyone can verify.

Makes a workspace in .demo/, takes the case in, judges the clear cases as the plan says, publishes, verifies, withdraws
one account, publishes again, and prints what it found. `--no-serve` stops before serving the register.
"""

from __future__ import annotations

import argparse
import datetime
import os
import secrets
import shutil
import sys
import time
from pathlib import Path

import yaml

HERE = Path(__file__).parent
CASE = HERE / "case"
RELEASED = datetime.date(2020, 3, 1)
ABOUT = {
    "title": "A fictional register",
    "office": "Office of the Demo (fictional)",
    "corrections": "corrections@office.example",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=HERE.parent / ".demo")
    parser.add_argument("--no-serve", action="store_true")
    parser.add_argument("--port", type=int, default=8765)
    options = parser.parse_args()
    os.umask(0o077)
    from tizim import db
    from tizim.cli.shell import errors
    from tizim.core.errors import TizimError

    db.start()
    try:
        run(options.folder)
        if not options.no_serve:
            from tizim.web.serving import serve_release

            serve_release(options.folder / "register", port=options.port, open_browser=False)
    except TizimError as error:
        errors.print(f"demo: {error}", markup=False)
        for problem in getattr(error, "problems", ())[:20]:
            errors.print(f"  - {problem}", markup=False)
        return error.exit_code
    return 0


def run(folder: Path) -> None:
    """The whole demo, in a fresh folder."""
    from tizim.actions.workspaces import open_session

    started = time.monotonic()
    plan = yaml.load((HERE / "plan.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    step("A new workspace: encrypted, with a recovery sheet in three parts and two custodians for sealed sources")
    key = make_workspace(folder, plan)
    with open_session(path=folder / "workspace", key=key, writing=True) as session:
        step("Taking in the case file")
        take_in(session, plan)
        step("A named reviewer judges the clear cases, a second person signs")
        decide(plan)
        tell_findings()
        step("Publishing: consented statements only, rendered by a process that sees nothing else")
        first = publish(session, plan, folder / "register")
        withdraw_and_publish_again(session, plan, folder / "register", first)
    say(
        f"\nDone in {time.monotonic() - started:.0f} seconds. The register: {folder / 'register' / 'en' / 'index.html'}"
    )


def step(text: str) -> None:
    print(f"\n▸ {text}", flush=True)


def say(text: str) -> None:
    print(f"  {text}", flush=True)


def make_workspace(folder: Path, plan: dict) -> bytes:
    from tizim.actions.custodians import add_custodian
    from tizim.actions.members import set_member
    from tizim.actions.workspaces import create_workspace, open_session
    from tizim.vault import recovery
    from tizim.vault.workspace import unlock

    words = " ".join(secrets.token_hex(3) for _word in range(4))
    write(folder / "passphrase.txt", words + "\n")
    workspace, shares = create_workspace(path=folder / "workspace", passphrase=words, first_member="Demo Machine Room")
    write(folder / "recovery-sheet.txt", recovery.render_sheet(shares, workspace.id))
    key = unlock(workspace, words)
    with open_session(path=folder / "workspace", key=key, writing=True) as session:
        machine = member("Demo Machine Room")
        for one in plan["members"]:
            set_member(by=machine, name=one["name"], roles=one["roles"])
        for number, name in enumerate(plan["custodians"], 1):
            added = add_custodian(
                by=machine, session=session, name=name, passphrase=words, key_file=folder / f"custodian-{number}.key",
                root_key=folder / "root.key", root_passphrase=words,
            )  # fmt: skip
            set_member(by=machine, name=name, roles=("custodian",))
            say(f"{name} keeps sealed sources, key {added.fingerprint}")
    return key


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)


def member(name: str):
    from tizim.db import queries

    found = queries.find_member(name)
    if found is None:
        raise SystemExit(f"the demo's plan names {name}, who is no member")
    return found


def take_in(session, plan: dict) -> None:
    from tizim import pipeline
    from tizim.intake.format import ReadOptions
    from tizim.intake.mapping import parse_mapping

    by = member(plan["take_in"]["by"])
    for one in plan["take_in"]["files"]:
        mapping = parse_mapping((CASE / one["mapping"]).read_bytes()) if "mapping" in one else None
        report = pipeline.take_in_path(session, by, CASE / one["path"], options=ReadOptions(mapping=mapping))
        say(f"{one['path']}: {report.new} accounts, {report.statements} statements, {report.left_out} rows left out")
        for problem in report.problems:
            if problem.level == "error":
                say(f"    ✗ {problem.file} row {problem.row}: {problem.message}")
    pipeline.refresh(by)


def decide(plan: dict) -> None:
    from tizim import pipeline
    from tizim.actions.judgements import judge, record_derivation, record_finding, second_judgement

    part = plan["judgements"]
    by, second = member(part["by"]), member(part["second"])
    for one in part["decided"]:
        a, b = mention(by, one["a"]), mention(by, one["b"])
        row = judge(by=by, mention_a=a, mention_b=b, verdict=one["verdict"], reason=one["reason"])
        second_judgement(by=second, judgement_id=row.id)
    for one in plan["derivations"]["decided"]:
        reviewer = member(plan["derivations"]["by"])
        record_derivation(
            by=reviewer, derived=one["derived"], source=one["source"], kind=one["kind"], reason=one["reason"]
        )
    for one in plan["findings"]:
        record_finding(
            by=member(one["by"]), second=member(one["second"]), mention_id=mention(by, one["about"]),
            conclusion=one["conclusion"], standard_of_proof=one["standard_of_proof"], reasons=one["reasons"],
        )  # fmt: skip
    pipeline.refresh(by)
    say(f"{len(part['decided'])} judgements, {len(plan['derivations']['decided'])} derivations, "
        f"{len(plan['findings'])} finding, each with its reason")  # fmt: skip


def mention(by, name: str) -> str:
    from tizim.db import queries

    account, _slash, key = name.rpartition("/")
    row = queries.find_account(by, account)
    found = queries.find_mention(row, key) if row else None
    if found is None:
        raise SystemExit(f"the demo's plan names {name}, which is not there")
    return found


def tell_findings() -> None:
    """What the archive knows now, in a page of text."""
    from tizim import pipeline
    from tizim.cli.profile_text import contradiction_lines, value_words
    from tizim.core.wording import voices_words
    from tizim.db import judging, queries

    by = member("Nadira Ormanbaq")
    facts, clusters = queries.facts(by), queries.clusters(by)
    profiles = pipeline.profiles(facts, clusters)
    people = [profile for profile in profiles if profile.kind == "person"]
    step("What was found")
    say(f"{len(facts.accounts)} accounts by {len(facts.sources)} sources, {len(facts.statements)} statements, "
        f"{len(facts.exhibits)} files; they mean {len(people)} people")  # fmt: skip
    spellings = max(people, key=lambda profile: len(profile.names))
    say(f"One man, written in {len(spellings.names)} ways: {' · '.join(spellings.names[:6])} …")
    for value in spellings.sections.get("chronology", ()):
        if len(value.items) > 2 and value.voices:
            say(f"  {value_words(value, 'en', {})}: {voices_words(value.voices)}")
    told = sum(len(profile.contradictions) for profile in profiles)
    say(f"{told} contradictions stand side by side; none is averaged away. Some of them:")
    for profile in profiles:
        for line in contradiction_lines(profile, facts, "en")[:1]:
            say(f"  {profile.names[0]}")
            say(f"  {line}")
    for row in judging.open_proposals(by, 3):
        say(f"Perhaps the same, for a person to decide ({row.probability:.2f}): {row.a.called} | {row.b.called}")


def publish(session, plan: dict, target: Path):
    from tizim import publication
    from tizim.vault.bundle import verify_bundle

    by, second = member(plan["publish"]["by"]), member(plan["publish"]["second"])
    done = publication.publish(session, by=by, second=second, target=target, released_on=RELEASED, about=ABOUT)
    report = verify_bundle(target, done.vkey)
    say(f"Release {done.number}: {done.people} people, {done.accounts} accounts, {done.files} files, "
        f"{done.size_bytes // 1024} KiB, signed by {by.name} and {second.name}")  # fmt: skip
    say(f"Verified: {report.file_count} files, log of {report.head.log_size} entries. Anyone can repeat it:")
    say(f"  python verify/verify.py {target} --key {done.vkey}")
    return done


def withdraw_and_publish_again(session, plan: dict, target: Path, first) -> None:
    from tizim.actions.consents import withdraw

    for one in plan["withdraw"]:
        withdraw(by=member(one["by"]), account=one["account"], reason=one["reason"])
        step(f"The source of {one['account']} withdraws consent; the next publication leaves the account out")
    again = publish(session, plan, target)
    say(f"{first.accounts} accounts were public before, {again.accounts} are now")


if __name__ == "__main__":
    sys.exit(main())
