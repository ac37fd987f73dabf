"""The commands of ``dutygraph`` that need no web server, one module each."""
