"""Passwords: argon2id in a bounded pool of threads, so that a burst of sign-ins cannot take the machine's memory (I1)."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_T = TypeVar("_T")

LENGTH_MIN = 12
MEMORY_KIB = 19 * 1024
_COMMON = (
    "password",
    "passw0rd",
    "qwerty",
    "letmein",
    "welcome",
    "admin",
    "iloveyou",
    "abc123",
    "monkey",
    "dragon",
    "football",
    "changeme",
    "secret",
    "india",
    "company",
)
_RUNS = ("0123456789" * 2, "9876543210" * 2, "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


class Passwords:
    """Hashes and checks passwords. `threads` bounds how many run at once: each takes 19 MiB."""

    def __init__(self, threads: int = 2, memory_kib: int = MEMORY_KIB) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=memory_kib, parallelism=1)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="argon2")
        self._nobody = self._hasher.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        """The argon2id hash to keep."""
        return await self._run(self._hasher.hash, password)

    async def matches(self, kept: str | None, password: str) -> bool:
        """Whether the password is the one that was kept. Without one (no such account) the same work is done for nothing, so time tells nobody."""
        right = await self._run(self._verify, kept or self._nobody, password)
        return right and kept is not None

    def is_old(self, kept: str) -> bool:
        """Whether a hash was made with weaker settings and should be made again."""
        try:
            return self._hasher.check_needs_rehash(kept)
        except InvalidHashError:
            return True

    def close(self) -> None:
        """Let the threads end."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _verify(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[..., _T], *args: str) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *args)


def weak_because(password: str, *own_words: str) -> str:
    """Why a password is too easy to guess, in words; "" when it is not. `own_words` are name, e-mail and company."""
    if len(password) < LENGTH_MIN:
        return f"A password has at least {LENGTH_MIN} characters."
    low = password.lower()
    if len(set(low)) < 6:
        return "This password repeats too few characters."
    rest = low
    for word in sorted(_guessable(own_words), key=len, reverse=True):
        rest = rest.replace(word, "")
    # What is left when everything guessable is taken out must still be worth guessing.
    if len(rest) < 8 and rest != low:
        return "This password is a common word, a row of keys, or your own name with little added."
    if any(low in run or low[::-1] in run for run in _RUNS):
        return "This password is a row of keys."
    return ""


def _guessable(own_words: tuple[str, ...]) -> set[str]:
    """Words of the person's own texts, each text written as one word, common passwords, and rows of keys."""
    split = ["".join(c if c.isalnum() else " " for c in text.lower()).split() for text in own_words]
    own = {part for parts in split for part in (*parts, "".join(parts)) if len(part) >= 4}
    return own | set(_COMMON) | {run[start : start + 6] for run in _RUNS for start in range(len(run) - 5)}
