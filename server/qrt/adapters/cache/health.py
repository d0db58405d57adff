"""What the doctor wants to know of Valkey."""

from urllib.parse import urlsplit

import redis
from redis.exceptions import RedisError

from qrt.core.base.finding import Finding, Severity


def check_valkey(url: str) -> Finding:
    """Whether it answers to its password; INFO when it does."""
    where = f"{urlsplit(url).hostname}:{urlsplit(url).port}"
    try:
        with redis.Redis.from_url(url, socket_timeout=3, socket_connect_timeout=3) as client:
            client.execute_command("PING")
    except (RedisError, OSError) as wrong:
        return Finding("doctor.valkey_reachable", Severity.BLOCKING, "valkey", f"Valkey does not answer at {where} ({type(wrong).__name__}).")
    return Finding("doctor.valkey_reachable", Severity.INFO, "valkey", f"Valkey answers at {where}.")
