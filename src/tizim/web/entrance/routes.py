"""The rows of the entrance. ENTERED: whoever came to the door, at whatever stage; each view asks the stage itself."""

from __future__ import annotations

from tizim.web.entrance import door, invited, members, mine, phone, signing_in
from tizim.web.routes import ENTERED, MEMBER, OPEN, Route

ROUTES: tuple[Route, ...] = (
    Route("enter/<str:secret>", door.enter, "enter", read=OPEN),
    Route("unlock", door.unlock, "unlock", read=ENTERED, write=ENTERED),
    Route("lock", door.lock, "lock", read=None, write=MEMBER),
    Route("sign-in", signing_in.sign_in, "sign-in", read=ENTERED, write=ENTERED),
    Route("sign-in/second", signing_in.second, "second-factor", read=ENTERED, write=ENTERED),
    Route("invited", invited.invited, "invited", read=ENTERED, write=ENTERED),
    Route("invited/second", invited.invited_second, "invited-second", read=ENTERED, write=ENTERED),
    Route("sign-out", signing_in.sign_out, "sign-out", read=None, write=MEMBER),
    Route("confirm", signing_in.confirm, "confirm", read=MEMBER, write=MEMBER),
    Route("me", mine.me, "me", read=MEMBER),
    Route("me/passphrase", mine.passphrase, "my-passphrase", read=MEMBER, write=MEMBER),
    Route("me/authenticator", mine.new_authenticator, "my-authenticator", read=MEMBER, write=MEMBER),
    Route("me/passkey", mine.new_passkey, "my-passkey", read=MEMBER, write=MEMBER),
    Route("me/factors/remove", mine.remove_factor, "my-factors", read=None, write=MEMBER),
    Route("me/codes", mine.new_codes, "my-codes", read=None, write=MEMBER),
    Route("me/visits/end", mine.end_visit, "my-visits", read=None, write=MEMBER),
    Route("members", members.members, "members", read="manage_members", write="manage_members"),
    Route("members/invite", members.invite, "members-invite", read=None, write="manage_members"),
    Route("members/leaves", members.leaves, "members-leave", read=None, write="manage_members"),
    Route("phone", phone.phone, "phone", read=MEMBER),
)
