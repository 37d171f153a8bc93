"""SQLCipher under Django's own SQLite backend."""
