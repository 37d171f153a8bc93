"""How members sign in: one row a member, wrapped by the workspace's key. Neither a fact nor derived: it is a key.

As with the keys of exhibits, what was replaced must not be kept: an older passphrase may be in use elsewhere. The log
says for ever who changed what and when; the row holds only what opens now. See docs/decisions/0054.
"""

from __future__ import annotations

from django.db import models


class SignIn(models.Model):
    """`value`: the object of `vault.sign_ins`, wrapped. `ready`: whether the member can sign in with it."""

    member = models.TextField(primary_key=True)
    ready = models.BooleanField(default=False)
    value = models.BinaryField()


def anybody_signs_in() -> bool:
    """Whether the desk of this workspace asks who one is. Not before somebody can answer."""
    return SignIn.objects.filter(ready=True).exists()


def who_signs_in() -> dict[str, bool]:
    """The members who were invited or have a sign-in: name → whether they can use it."""
    return dict(SignIn.objects.values_list("member", "ready"))
