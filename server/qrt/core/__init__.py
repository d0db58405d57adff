"""The accounting: pure functions and frozen values. No I/O, clock, chance, framework, tenant or HTTP in here."""
