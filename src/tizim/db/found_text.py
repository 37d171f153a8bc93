"""Which accounts say some words: an index of words beside the accounts, made from them and droppable.

The words are those of `core.found_words`. In a workspace they stand in a full-text table of SQLite that keeps no text,
only which words occur where; on PostgreSQL there is none and the texts are read through. The index knows nothing of
readers, so every answer is asked again which accounts the reader sees. Not here: writing it (`actions.text_index`).
"""

from __future__ import annotations

from django.db import models

TABLE = "tizim_accountwords"  # the full-text table; made by migration 0015


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
