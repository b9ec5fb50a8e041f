"""Status lists as pure bits; fetching and judging one belongs to a check."""
