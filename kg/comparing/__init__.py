"""Documents side by side, networks, calendars, exports."""
