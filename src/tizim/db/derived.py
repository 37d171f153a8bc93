"""Droppable tables: everything here is recomputed by `tizim rebuild`, and a test holds that the result is identical.

Beside them stand the few rows that are neither facts nor derived: keys (destroyed by erase), the workspace's own
secrets, the state of the log (recomputable from its leaves), saved column mappings, and erase permits.
"""

from __future__ import annotations

from django.db import models

from tizim.db.facts import Exhibit
from tizim.db.found_text import TextDocument
from tizim.db.printed import PRINTED


class Cluster(models.Model):
    """Which mentions are judged to be the same. `public` uses only judgements that two people signed."""

    mention_id = models.CharField(max_length=26)
    cluster_id = models.CharField(max_length=26, db_index=True)
    public = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("mention_id", "public"), name="one_cluster_a_mention")]


class SearchScope(models.Model):
    """A circle of readers and a kind of subject of which names can be found. Nothing is counted across two of them."""

    compartment = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("compartment", "kind"), name="one_scope_a_kind")]


class SearchName(models.Model):
    """A name as written, once for all who bear it in its scope. `id`: see `db.postings.name_id`.

    `packed` is the name prepared for comparing, by the tables of `version`; of another version it is made anew.
    """

    id = models.BigIntegerField(primary_key=True)
    compartment = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    text = models.TextField()
    packed = models.BinaryField()
    version = models.CharField(max_length=24)


class SearchBearer(models.Model):
    """A mention that bears a name, with what a search can be narrowed by. `marks`: words between spaces, `s:male`."""

    name_id = models.BigIntegerField(db_index=True)
    mention_id = models.CharField(max_length=26, db_index=True)
    born_first = models.SmallIntegerField(null=True)
    born_last = models.SmallIntegerField(null=True)
    marks = models.TextField()


class NameKey(models.Model):
    """Which names have a search key: `names` are ids of SearchName, eight bytes each. `id`: see `db.postings`."""

    id = models.BigIntegerField(primary_key=True)
    parts = models.IntegerField()  # of the whole list, said in the first of its rows, else 0
    names = models.BinaryField()


class Proposal(models.Model):
    """Two mentions that may be the same, with the reasons. `millionths` is the probability times a million.

    `telling` orders them for the queue: chance + doubt of `resolve.queue.worth`, as 5c - 4c² in millionths.
    """

    mention_a = models.CharField(max_length=26, db_index=True)
    mention_b = models.CharField(max_length=26, db_index=True)
    millionths = models.PositiveIntegerField()
    telling = models.BigIntegerField(default=0)
    reasons = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=("-telling", "mention_a", "mention_b"), name="proposal_telling")]


class Meeting(models.Model):
    """A mention under one of the keys by which mentions meet: `id` is the key's code and the mention's place in one.

    Above `resolve.blocks.PLACE_BITS` bits the code (`resolve.blocks.code_of`), below them the place (`Told`), so that
    those who share a key lie side by side in the order in which they were told.
    """

    id = models.BigIntegerField(primary_key=True)


class Told(models.Model):
    """Where a mention stands in the order in which people were told of. `id` is the place."""

    id = models.BigIntegerField(primary_key=True)
    mention_id = models.CharField(max_length=26)


class CircleWeights(models.Model):
    """What comparing weighs in one compartment (`resolve.weights`), and how many people are mentioned in it."""

    compartment = models.CharField(max_length=80, primary_key=True)
    people = models.PositiveIntegerField()
    weights = models.JSONField(default=dict)


class Covered(models.Model):
    """How many facts of some kinds the derived tables were computed from, so that what is missing is noticed."""

    id = models.CharField(max_length=20, primary_key=True)
    count = models.PositiveBigIntegerField()


class PictureHash(models.Model):
    """What tells a picture of a person that was saved again (`intake.pictures`), or `why` it has none.

    Made from the file in the vault and by `method`. It gives away what a picture looks like to whoever has a picture to
    try, so it stands nowhere but in an encrypted database, and goes with its exhibit.
    """

    exhibit_id = models.CharField(max_length=26, primary_key=True)
    method = models.CharField(max_length=40)
    value = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=20, blank=True)


class ReuseEdge(models.Model):
    """A detected derivation between two accounts, with its aligned passages."""

    derived_id = models.CharField(max_length=26, db_index=True)
    source_id = models.CharField(max_length=26, db_index=True)
    kind = models.CharField(max_length=40)
    evidence = models.JSONField(default=dict)


class Contradiction(models.Model):
    """Two statements about one subject that cannot, or may not, both hold, and the rule that says so."""

    cluster_id = models.CharField(max_length=26, db_index=True)
    statement_a = models.CharField(max_length=26)
    statement_b = models.CharField(max_length=26)
    rule = models.CharField(max_length=60)
    certain = models.BooleanField()


DERIVED = (
    Cluster, SearchScope, SearchName, SearchBearer, NameKey, Proposal, Meeting, Told, CircleWeights, Covered,
    PictureHash, ReuseEdge, *PRINTED, Contradiction, TextDocument,
)  # fmt: skip


class ExhibitObject(models.Model):
    """Where an exhibit's bytes lie, what opens them and the leaf that commits to them. Destroyed by erase."""

    exhibit = models.OneToOneField(Exhibit, on_delete=models.PROTECT, primary_key=True, related_name="object")
    name = models.CharField(max_length=64, unique=True)
    ciphertext_sha256 = models.CharField(max_length=64)
    leaf_index = models.BigIntegerField(unique=True)
    identity = models.TextField()
    salt = models.BinaryField()


class Secret(models.Model):
    """The workspace's own secrets: the log's signing key, the key for identity numbers."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.BinaryField()


class LogState(models.Model):
    """Size and frontier of the custody log, so that appending is cheap. Row 1 is the only one."""

    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=bytes)


class SheetMapping(models.Model):
    """A column mapping saved under a name."""

    name = models.CharField(max_length=80, primary_key=True)
    mapping = models.JSONField(default=dict)


class ErasePermit(models.Model):
    """While a row stands here, the fact with that id may be emptied. Only `actions.erase` writes it."""

    record_id = models.CharField(max_length=26, primary_key=True)
