"""A tiny archive for the tests of this folder: rows with only what a test needs to say."""

from tizim.core.values import Account, Source, Statement


def source(id_, kind="relative", **rest):
    return Source(id_, f"S-{id_}", kind, **rest)


def account(id_, source_id, kind="interview", **rest):
    return Account(id_, 1, kind, source_id, **rest)


def said(account_id, how_known="saw_it", *, property_="status", value="camp", id_="", **rest):
    return Statement(
        id_ or f"t-{account_id}-{how_known}", account_id, "m", property_, value, how_known=how_known, **rest
    )
