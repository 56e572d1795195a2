"""What keeps Home Assistant and Trakt in step, in the background."""
