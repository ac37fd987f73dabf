"""What leaves the house as files: tables, networks, references, calendars."""
