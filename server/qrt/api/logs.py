"""Logs as lines of JSON, with an allow-list of fields: what is not on it does not leave the process (D3)."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

FIELDS = frozenset(
    {
        "event",
        "level",
        "logger",
        "timestamp",
        "method",
        "route",
        "status",
        "milliseconds",
        "request",
        "code",
        "error",
        "sqlstate",
        "where",
        "stage",
        "run",
        "count",
    }
)


def keep_allowed(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every field that is not on the list; of an exception its type and the places in our code stay, never its message."""
    wrong = event.pop("exc_info", None)
    if wrong:
        kind, value, trace = sys.exc_info() if wrong is True else wrong if isinstance(wrong, tuple) else (type(wrong), wrong, wrong.__traceback__)
        event["error"] = kind.__name__ if kind else type(value).__name__
        places: list[str] = []
        while trace is not None:
            places.append(f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}")
            trace = trace.tb_next
        event["where"] = " > ".join(places[-6:])
    return {name: value for name, value in event.items() if name in FIELDS}


def configure_logs(level: str) -> None:
    """Structured lines on stderr."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
