"""Ways in which a register could leak, each put into one function. The non-interference check must find every one.

`LEAK["facts"]` holds the workspace that is being published: a leak may look where `select` must not.
"""

from __future__ import annotations

import time
import zlib
from dataclasses import replace

from tizim.core.values import Derivation
from tizim.publish import (
    changes,
    consent,
    graph,
    levels,
    narrow,
    numbering,
    opening,
    pages,
    photo,
    projection,
    select,
    site,
)
from tizim.publish.narrow import Narrowed

LEAK: dict = {"facts": None}


def total(patch):
    """A total over everything in the archive."""
    patch.setattr(select, "declassify_totals", lambda facts, *_, **__: {"accounts": len(facts.accounts)})


def id_gap(patch):
    """Public numbers with gaps where hidden accounts stand."""

    def gappy(parts, accounts, sources, book, honest=numbering.number_parts):
        ids = sorted(row.id for row in LEAK["facts"].accounts)
        made = honest(parts, accounts, sources, book)
        of = {part: 1000 * made.of[part] + ids.index(part.account_id) for part in made.of}
        rows = tuple(replace(row, number=of[next(p for p in of if made.of[p] == row.number)]) for row in made.accounts)
        return numbering.Numbers(of, tuple(replace(row, carried_by=0) for row in rows), made.sources)

    patch.setattr(pages, "number_parts", gappy)


def office_number(patch):
    """The office's own account number in a title."""

    def titled(part, account, sources, book, honest=numbering._account):
        return replace(honest(part, account, sources, book), title=f"A-{account.number}")

    patch.setattr(numbering, "_account", titled)


def length_of_a_name(patch):
    """Initials with as many dots as the name has letters."""
    patch.setattr(levels, "initials", lambda name: name[:1] + "." * len(name))


def order_of_rows(patch):
    """Ties broken, and lists ordered, by how the rows came."""
    patch.setattr(pages, "in_order", tuple)
    patch.setattr(select, "in_order", tuple)


def sort_tie(patch):
    """Accounts told on the same day numbered by the office's number."""

    def by_office_number(draft):
        numbers = {row.told_on[:4]: row.number for row in LEAK["facts"].accounts}
        return str(numbers.get(draft.told_on, ""))

    patch.setattr(numbering, "_said_on", by_office_number)


def file_order(patch):
    """Files written in an order that depends on a hidden row."""
    patch.setattr(
        site,
        "sorted",
        lambda plan: sorted(plan, key=lambda path: zlib.crc32((path + LEAK["facts"].accounts[0].text).encode())),
        raising=False,
    )


def release_time(patch):
    """The clock on every page."""

    def clocked(*args, honest=site._place):
        return {**honest(*args), "number": time.perf_counter_ns()}

    patch.setattr(site, "_place", clocked)


def hidden_relative(patch):
    """The name of a relative who is not published, in words."""

    def with_relative(row, allowed, kinds, honest=narrow.narrow, **rest):
        cut = honest(row, allowed, kinds, **rest)
        if row.property == "relation":
            label = next(m.label for m in LEAK["facts"].mentions if m.id == row.value)
            return Narrowed("note", f"Her sister {label}")
        return cut

    patch.setattr(opening, "narrow", with_relative)


def merged_identity(patch):
    """Names of hidden mentions that were judged the same."""

    def with_aliases(self, kept, honest=pages.Pages.subjects):
        rows = LEAK["facts"]
        label = {m.id: m.label for m in rows.mentions}
        other = {j.mention_a: label[j.mention_b] for j in rows.judgements}
        names = {slug: other[key] for key, slug in self.subject_of.items() if key in other}
        return tuple(replace(row, names=(*row.names, names.get(row.id, "-"))) for row in honest(self, kept))

    patch.setattr(pages.Pages, "subjects", with_aliases)


def bridge(patch):
    """Two published mentions joined because a hidden one is both."""

    def trusting(mention_ids, judgements, clusters_of, _releases=()):
        smallest = {}
        for mention in sorted(mention_ids):
            smallest.setdefault(clusters_of.get(mention, mention), mention)
        return {mention: smallest[clusters_of.get(mention, mention)] for mention in mention_ids}

    patch.setattr(pages, "together", trusting)


def slug_of_the_cluster(patch):
    """Pages called after the smallest mention of the person, hidden ones included."""

    def hidden_root(mention_ids, judgements, clusters_of, _releases=(), honest=pages.together):
        joined = honest(mention_ids, judgements, clusters_of)
        return {mention: clusters_of.get(root, root) for mention, root in joined.items()}

    patch.setattr(pages, "together", hidden_root)


def photo_metadata(patch):
    """Photographs as they came."""
    patch.setattr(photo, "clean_photo", lambda data: photo.CleanPhoto(data, "image/jpeg", 8, 8))


def change_log(patch):
    """A change log that counts withdrawals rather than pages."""

    def counting(digests, previous, honest=changes.compare):
        withdrawn = sum(row.withdrawn for row in LEAK["facts"].consents)
        return replace(honest(digests, previous), gone=withdrawn)

    patch.setattr("tizim.publish.contents.compare", counting)


def words(patch):
    """What was said, whatever the consent to words says."""
    patch.setattr(consent.Allowance, "words", property(lambda self: True))


def exact_dates(patch):
    """Dates as told."""
    patch.setattr(narrow, "coarse_date", lambda edtf, precision: edtf)
    patch.setattr(numbering, "coarse_date", lambda edtf, precision: edtf)


def exact_places(patch):
    """Places as told."""
    patch.setattr(narrow, "coarse_place", lambda code, precision: code)


def withdrawn_consent(patch):
    """A withdrawal that nobody reads."""

    def forgetful(row, honest=consent._allowance):
        return honest(replace(row, withdrawn=False))

    patch.setattr(consent, "_allowance", forgetful)


def oldest_consent(patch):
    """The first consent holds, not the newest."""

    def first(rows, today_on, honest=consent.read_consents):
        return honest(
            [replace(row, id=f"{9**9 - number:09}") for number, row in enumerate(sorted(rows, key=lambda r: r.id))],
            today_on,
        )

    patch.setattr(opening, "read_consents", first)


def any_qualifier(patch):
    """Qualifiers that nobody thought of, and a reader that takes them."""
    patch.setattr(projection, "_only_public", lambda _projection: True)
    patch.setattr(narrow, "_qualifiers", lambda row, *_: {k: v for k, v in row.qualifiers.items() if k != "facility"})


def one_reviewer(patch):
    """A judgement that nobody confirmed."""
    patch.setattr(
        "tizim.publish.together.signed_same",
        lambda rows: [(row.mention_a, row.mention_b) for row in rows if row.verdict == "same"],
    )


def uncapped(patch):
    """Words about somebody whose name was narrowed away, under the account's wider consent."""
    patch.setattr(consent.Allowance, "narrowed", lambda self, purposes: self)


def hidden_step(patch):
    """A link between two published accounts that leads through one that stays inside."""

    def closed(pages_, derivations, honest=select._derivations):
        rows = list(derivations)
        further = [
            replace(a, source_id=b.source_id) for a in rows for b in rows if a.source_id == b.derived_id and a.by
        ]
        return honest(pages_, [*rows, *further])

    patch.setattr(select, "_derivations", closed)


def reviewer(patch):
    """Who decided, beside every step."""

    def with_name(why, honest=graph.why_words):
        return honest(why) + "".join(sorted(row.by for row in LEAK["facts"].derivations))

    patch.setattr(graph, "why_words", with_name)


def counted_inside(patch):
    """How many accounts of the archive say so, in the graph."""

    def counting(subject, official, value, honest=graph._row):
        same = [row for row in LEAK["facts"].statements if (row.property, row.value) == (value.property, value.value)]
        return {**honest(subject, official, value), "items": len(same)}

    patch.setattr(graph, "_row", counting)


def ring_inside(patch):
    """Circular, because accounts that stay inside close the ring."""

    def closing(contents, value, honest=graph.graph_view):
        inner = {(row.derived_id, row.source_id) for row in LEAK["facts"].derivations}
        ring = any((b, a) in inner for a, b in inner)
        return replace(honest(contents, value), why="circular" if ring else "")

    patch.setattr("tizim.publish.views.graph_view", closing)


def teller(patch):
    """Who told the one who tells, as a detail."""

    def telling(row, allowed, speaks, honest=narrow._qualifiers):
        return {**honest(row, allowed, speaks), "detail": row.told_by}

    patch.setattr(narrow, "_qualifiers", telling)


def shared_teller(patch):
    """That the same person told two sources, without saying who."""

    def joined(pages_, derivations, honest=select._derivations):
        told = [(row.account_id, row.told_by) for row in LEAK["facts"].statements if row.told_by]
        pairs = {(a, b) for a, by in told for b, other in told if a < b and by == other}
        more = [Derivation(a, b, "same_teller", by="x") for a, b in sorted(pairs)]
        return honest(pages_, [*derivations, *more])

    patch.setattr(select, "_derivations", joined)


LEAKS = (
    total, id_gap, office_number, length_of_a_name, order_of_rows, sort_tie, file_order, release_time, hidden_relative,
    merged_identity, bridge, slug_of_the_cluster, photo_metadata, change_log, words, exact_dates, exact_places,
    withdrawn_consent, oldest_consent, any_qualifier, one_reviewer, uncapped,
    hidden_step, reviewer, counted_inside, ring_inside, teller, shared_teller,
)  # fmt: skip
