"""One word per task: setup, demo, test; and what they share."""
