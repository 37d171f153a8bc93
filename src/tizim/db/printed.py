"""Droppable tables of who copied whom: the prints of every text, who has a print, and links that are not shown.

Prints say as much as the text to whoever has a text to try, so they stand nowhere but in the workspace's database, and
go when an account is erased (`actions.prints`). Detected derivations that are shown are `derived.ReuseEdge`.
"""

from __future__ import annotations

from django.db import models


class Printed(models.Model):
    """The prints of an account's text, eight bytes each, in the order of the text. `id`: its number among texts."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.CharField(max_length=26, unique=True)
    prints = models.BinaryField()


class PrintShelf(models.Model):
    """Who has a print: one shelf of `corroborate.postings`, eight bytes an entry. `id`: the number of the shelf."""

    id = models.IntegerField(primary_key=True)
    entries = models.BinaryField()


class ReuseAside(models.Model):
    """A link that was found and does not stand, kept for when another document changes that.

    It would close a ring (`ringed`), or another source is nearer.
    """

    derived_id = models.CharField(max_length=26, db_index=True)
    source_id = models.CharField(max_length=26, db_index=True)
    kind = models.CharField(max_length=40)
    ringed = models.BooleanField()
    evidence = models.JSONField(default=dict)


PRINTED = (Printed, PrintShelf, ReuseAside)
