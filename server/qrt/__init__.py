"""QRT Closure Agent Platform: closes the quarter of Indian companies."""
