"""SPARQL 1.1 Protocol, Graph Store Protocol (read side) and the descriptions of the service."""
