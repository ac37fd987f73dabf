"""Policy text to answers: reading, coding, graph, store, checking, asking, comparing; no HTTP here."""
