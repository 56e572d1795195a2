"""The folder of a home as a released version writes it, as test data for the versions that follow."""
