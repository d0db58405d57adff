"""What one machine needs to carry the whole platform: embedded PostgreSQL and Valkey, the supervisor of all processes, the doctor."""
