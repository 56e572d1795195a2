"""What the integration costs, measured inside a real Home Assistant core against the simulator in another process."""
