"""What browsers and phones fetch: the card, its data, and images."""
