"""Makes the folder of a home as a released version writes it, which is test data for later versions."""
