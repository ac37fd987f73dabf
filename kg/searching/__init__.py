"""Finding things by words and facets, over an index built once for every version of the data."""
