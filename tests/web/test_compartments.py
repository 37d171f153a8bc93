"""What a reader may not see is as if it were not there: no name, no count, no id, no byte of a page changes."""

import re

import pytest
from page_text import without_tokens

from tizim import pipeline
from tizim.actions.judgements import judge
from tizim.actions.members import set_member
from tizim.core.drafts import MentionDraft
from tizim.db import models
from world import account, mention_of, said, take_in, who

pytest_plugins = ["at_the_desk"]

PAGES = (
    "/",
    "/people",
    "/places",
    "/accounts",
    "/proposals",
    "/contradictions",
    "/people?q=Canary",
    "/places?q=Canary",
    "/search?q=Canary",
    "/charts",
)
INTERVIEW = """
tizim: interview/1
account: {id: CANARY-1, kind: interview, language: en, text: "Canary Demesin was taken.", told_on: "2018-05-03"}
source: {kind: relative, relation: daughter}
consent: {purposes: {keep: yes}}
about: {p1: {kind: person, name: "Canary Demesin"}, f1: {kind: facility, name: "Canary Yard"}}
statements:
  - {about: p1, what: birth, value: "1970"}
  - {about: p1, what: event, value: detained, when: "2017-10", place: Tekes, facility: f1}
"""
NOT_OURS = ["Olga"]


@pytest.fixture
def whole(read):
    """All pages that a reader can reach by links, as bytes of text."""

    def crawl(name: str) -> dict[str, str]:
        found, wanted = {}, list(PAGES)
        while wanted:
            address = wanted.pop()
            found[address] = without_tokens(read(name, address))
            links = re.findall(r'href="(/(?:people|accounts)/[^"#]+)"', found[address])
            wanted += [link for link in set(links) if link not in found and link not in wanted]
        return found

    return crawl


@pytest.fixture
def boris(archive):
    set_member(by=who("Ines"), name="Boris", roles=("administrator",), compartments=("*",))


def take_in_ours(archive, tmp_path):
    """Three accounts, one by an import, with a facility, a proposal, a contradiction and a judgement."""
    (tmp_path / "canary-file-name.yaml").write_text(INTERVIEW)
    pipeline.take_in_path(archive, who("Marat"), tmp_path / "canary-file-name.yaml")
    more = {"text": "Canary words", "title": "Canary title"}
    other = account("Canary Demesin", said("birth", "1981"), **more)
    alike, different = take_in(archive, account("Canary Demesin", said("birth", "1970")), other).numbers
    same = {"verdict": "same", "reason": "his own words"}
    judge(by=who("Leila"), mention_a=mention_of(alike), mention_b=mention_of(different), **same)
    pipeline.refresh(who("Ines"))
    assert models.Contradiction.objects.count() and models.Proposal.objects.count()


@pytest.mark.parametrize("name", NOT_OURS)
def test_a_reader_of_nothing_of_ours_reads_the_bytes_of_an_empty_archive(archive, whole, boris, tmp_path, name):
    empty = whole(name)
    take_in_ours(archive, tmp_path)
    assert whole(name) == empty
    assert "Canary" not in "".join(empty[page] for page in PAGES if "q=" not in page)


def test_whoever_may_read_them_reads_them(archive, whole, tmp_path):
    """The control: the pages that were compared do show these names to others."""
    empty = whole("Leila")
    take_in_ours(archive, tmp_path)
    seen = whole("Leila")
    assert all(seen[page] != empty[page] for page in PAGES)
    for word in ("Canary Demesin", "Canary Yard", "Canary words", "Canary title", "canary-file-name"):
        assert any(word in page for page in seen.values()), word


def hers(name, *statements, **more):
    return account(name, *statements, compartment="elsewhere", **more)


def test_what_is_taken_in_elsewhere_changes_no_byte_of_hers(archive, whole, tmp_path):
    take_in(archive, *(hers("Ayshe Nurlan", said("birth", "1970"), external_id=f"E-{n}") for n in (1, 2)), by="Olga")
    pipeline.refresh(who("Ines"))
    before = whole("Olga")
    assert "Ayshe Nurlan" in before["/proposals"] and "Ayshe Nurlan" in before["/people"]
    take_in_ours(archive, tmp_path)
    take_in(archive, *(account("Ayshe Nurlan", said("birth", "1970"), external_id=f"O-{n}") for n in range(3)))
    pipeline.refresh(who("Ines"))
    assert whole("Olga") == before


def test_one_person_in_two_compartments_is_called_by_an_id_of_ones_own(archive, whole):
    set_member(by=who("Ines"), name="Zara", roles=("reviewer",), compartments=("*",))
    ours = take_in(
        archive, account("Canary Demesin", mentions=(MentionDraft("p1", "person", "Canary Demesin"),))
    ).numbers[0]
    number = take_in(archive, hers("Ayshe Nurlan"), by="Olga").numbers[0]
    a, b = mention_of(ours), mention_of(number)
    judge(by=who("Zara"), mention_a=a, mention_b=b, verdict="same", reason="the same birth")
    pipeline.refresh(who("Ines"))
    assert models.Cluster.objects.filter(mention_id=b, public=False).get().cluster_id == a
    pages = whole("Olga")
    assert f"/people/{b}" in pages and "Ayshe Nurlan" in pages[f"/people/{b}"]
    assert not any(a in page or "Canary Demesin" in page for page in pages.values())


def test_whoever_derives_derives_for_everyone(archive, whole, tmp_path):
    """Marat, who sees nothing of hers, takes in and derives anew: her proposals and joined people stay."""
    take_in(archive, *(hers("Ayshe Nurlan", said("birth", "1970"), external_id=f"E-{n}") for n in (1, 2)), by="Olga")
    pipeline.refresh(who("Olga"))
    before = whole("Olga")
    assert "Ayshe Nurlan" in before["/proposals"]
    take_in(archive, account())
    pipeline.refresh(who("Marat"))
    assert whole("Olga") == before
    pipeline.refresh_clusters(who("Leila"))
    assert whole("Olga") == before
