"""Bytes to clean, segmented documents; knows nothing of RDF or of what a duty is."""
