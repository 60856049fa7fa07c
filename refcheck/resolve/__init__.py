"""Which source to ask, in which order, and which answer to accept."""
