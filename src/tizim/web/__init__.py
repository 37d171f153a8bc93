"""The desk in the browser: server-rendered pages on this machine only, which work without JavaScript."""
