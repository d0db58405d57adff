"""PostgreSQL: tables, the wall between tenants, and load and save functions by noun."""
