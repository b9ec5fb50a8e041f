"""Finding offers: an index in the process, made of bitmaps. Knows no database; `queries.portal` fills it.

`words` turns text into keys · `facets` says what can be chosen · `index` holds and intersects · `asking` is a question,
and its answer.
"""
