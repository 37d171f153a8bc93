"""A small archive in which every text that people can give holds the same words, for pages to show."""

from dataclasses import replace

from tizim import pipeline
from tizim.actions import imports
from tizim.actions.exhibits import put_file
from tizim.actions.judgements import judge, record_finding
from tizim.actions.take_in import record_accounts
from tizim.core.drafts import AccountDraft, ConsentDraft, ExhibitDraft, MentionDraft, SourceDraft, StatementDraft
from world import PUBLIC, mention_of, prepared, who


def take_in_everywhere(archive, tmp_path, words: str) -> list[str]:
    """Three accounts by an import, a judgement, a proposal, a contradiction, a finding. Returns their pages."""
    (tmp_path / "picture").write_bytes(b"a picture")
    taken_in, _resumed = imports.start_import(by=who("Marat"), file_name=words, file_sha256="0" * 64)
    batch = []
    for part in ("1", "2", "3"):
        draft = _account(words, part, tmp_path)
        batch.append(replace(prepared(draft), exhibits=[put_file(session=archive, draft=draft.exhibits[0])]))
    numbers = record_accounts(by=who("Marat"), session=archive, batch=batch, taken_in=taken_in).numbers
    first, second, third = (mention_of(number) for number in numbers)
    judge(by=who("Leila"), mention_a=first, mention_b=second, verdict="same", reason=words)
    record_finding(
        by=who("Leila"), second=who("Tomas"), mention_id=first, conclusion=words, reasons=words,
        standard_of_proof="clear_and_convincing",
    )  # fmt: skip
    pipeline.refresh(who("Ines"))
    facility = mention_of(numbers[0], "f1")
    fixed = ["/", "/people", "/places", "/accounts", "/proposals", "/contradictions", "/people?q=x"]
    return [*fixed, *(f"/accounts/{n}" for n in numbers), f"/people/{first}", f"/people/{third}", f"/people/{facility}"]


def _account(words: str, part: str, tmp_path) -> AccountDraft:
    def said(what: str, value: str, **more) -> StatementDraft:
        given = {
            "as_said": words,
            "locator": words,
            "how_known": "saw_it",
            "qualifiers": {"by": words, "detail": words},
        }
        return StatementDraft(**{"subject": "p1", "property": what, "value": value, **given, **more})

    statements = (
        said("name", words), said("birth", "1970" if part != "2" else "1981"), said("note", f"{words} {part}"),
        said("event", "detained", when=words, place=words, qualifiers={"facility": "f1", "charge": words}),
        said(words, words), said("event", words, how_known=words),
        said("relation", "p2", qualifiers={"relation": words}),
        said("rules", words, subject="f1"), said("profession", words), said("located_in", words, subject="f1"),
    )  # fmt: skip
    return AccountDraft(
        kind="press_release", language="en", title=words, text=f"{words}\n\n{words}\n{words}", translation=words,
        told_on=words, published_on=words, publication=words, url=words, through=(words, words), carried_by=words,
        external_id=f"{words}{part}", origin=words, leftovers={words: words}, statements=statements,
        source=SourceDraft(kind="press", ref=words, public_name=words),
        mentions=(
            MentionDraft("p1", "person", words), MentionDraft("p2", "person", f"{words}{part}"),
            MentionDraft("f1", "facility", words),
        ),
        consent=ConsentDraft(purposes=PUBLIC, given_how=words, given_before=words, given_on=words, language="en"),
        exhibits=(ExhibitDraft(str(tmp_path / "picture"), words, caption=words, received_from=words),),
    )  # fmt: skip
