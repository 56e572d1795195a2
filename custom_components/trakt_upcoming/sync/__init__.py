"""Background work: the outbox, the history and its import, statistics, calendar pages."""
