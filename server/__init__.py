"""The web service: protocol, pages, negotiation, problems; a route reads, calls kg, renders."""
