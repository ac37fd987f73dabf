"""Question to reading to query to answer."""
