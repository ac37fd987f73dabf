"""What a page about one thing shows: read from the store as values that say where they come from."""
