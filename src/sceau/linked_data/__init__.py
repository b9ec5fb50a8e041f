"""JSON-LD to RDF to canonical N-Quads, without a network and without dropping anything."""
