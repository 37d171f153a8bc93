"""How one names a mention to a command: A-17/p1, A-17, its id; and a person, who may be several mentions.

Not here: searching by name in all scripts (`lookup.find`), which is asked for people.
"""

from __future__ import annotations

from tizim.core.errors import BadInput, NotFound
from tizim.core.i18n import gettext as _
from tizim.policies import Actor

ALIKE = 0.5  # below this a name is not taken for the one that was asked for


def find_mention(by: Actor, text: str) -> str:
    """The id of one mention. Raises BadInput or NotFound, naming what there is."""
    from tizim.db import judging, queries

    account, slash, key = text.rpartition("/")
    row = queries.find_account(by, account if slash else text)
    if slash:
        mention = queries.find_mention(row, key) if row else None
        if mention is None:
            raise BadInput(_("There is no mention {name}.", name=text), _("Write ACCOUNT/KEY, as in A-17/p1."))
        return mention
    if row is None:
        if not judging.mentions(by, [text]):
            raise NotFound(_("There is no mention {name}.", name=text), _("See them with: tizim show NAME."))
        return text
    found = judging.mentions_of_account(by, row.id)
    people = [one for one in found if one.kind == "person"] or found
    if len(people) != 1:
        known = ", ".join(f"{one.ref} {one.label}" for one in found) or _("nobody")
        raise BadInput(_("{name} speaks of several: {known}.", name=text, known=known),
                       _("Write ACCOUNT/KEY, as in A-17/p1."))  # fmt: skip
    return people[0].id


def find_mentions(by: Actor, text: str) -> set[str]:
    """All mentions of whoever is meant by an account, a mention, or a name. Raises NotFound."""
    from tizim import lookup
    from tizim.db import queries

    of = queries.clusters(by)
    try:
        mention = find_mention(by, text)
    except (BadInput, NotFound):
        if "/" in text:
            raise
        mention = ""
    if mention:
        homes = {of.get(mention, mention)}
    else:
        homes = {row.id for row in lookup.find(by, text) if row.alike >= ALIKE}
    if not homes:
        raise NotFound(_("Nobody here is called “{name}”.", name=text), _("Try another spelling, or: tizim people."))
    return homes | {one for one, home in of.items() if home in homes}
