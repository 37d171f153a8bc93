"""The only writers. One verb a function, keyword-only, `by=` the actor.

Each action asks `policies.check`, writes its facts, appends its leaf to the custody log, and does the three in one
transaction. An action that raises has written nothing.
"""
