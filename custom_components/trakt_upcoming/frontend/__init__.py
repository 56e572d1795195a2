"""The parts for browsers: the card, its data, and images."""
