"""What a person sees of every fault: switched on at a simulated host, and looked at in a real Home Assistant."""
