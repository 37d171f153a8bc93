"""Beside the accounts: the numbers under which their words stand in the full-text table, and searches that are kept.

The full-text table of SQLite (migration 0015) keeps no text, only which words occur where. Not here: reading it
(`db.saying`) and writing it (`actions.text_index`).
"""

from __future__ import annotations

from django.db import models

TABLE = "tizim_accountwords"  # the full-text table


class TextDocument(models.Model):
    """An account whose words stand in the index, under this number."""

    account_id = models.CharField(max_length=26, unique=True)


class SavedSearch(models.Model):
    """A search that a member keeps for themselves: neither fact nor derived. `asked`: what the form held."""

    owner = models.CharField(max_length=200, db_index=True)
    name = models.CharField(max_length=80)
    asked = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=("owner", "name"), name="one_search_a_name")]
