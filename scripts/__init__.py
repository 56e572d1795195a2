"""The commands for development, and the modules that they and the tests share."""
