"""The command line: thin. Each command asks actions or queries and prints; rules live elsewhere."""
