"""One question each: `run(inquiry)` answers it. No check knows another; facts are shared through the inquiry."""
