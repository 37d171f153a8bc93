"""The entrance: unlocking and locking, signing in, members and what each keeps for their own sign-in."""
