"""Publish, open and evaluate a data set; knows nothing of what the graph is about."""
