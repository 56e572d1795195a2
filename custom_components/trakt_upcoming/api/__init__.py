"""HTTP clients for Trakt and TMDB, without Home Assistant."""
