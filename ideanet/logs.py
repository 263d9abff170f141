"""Logs as one JSON object a line, with a request id and no personal data in them."""

import logging
import logging.config
import re
import sys
import time
import uuid
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from structlog.typing import EventDict, Processor

HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")

log = structlog.get_logger("ideanet.request")


def configure(config: Mapping[str, Any]) -> None:
    """What LOGGING_CONFIG calls with LOGGING: a level, and JSON or lines for a person."""
    as_json = bool(config["json"])
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        # A line that nobody is to read is not put together.
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    processors: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if as_json:
        processors += [say_no_values, say_no_messages, structlog.processors.JSONRenderer()]
    else:
        plain = structlog.dev.plain_traceback
        processors += [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": processors,
        "use_get_message": not as_json,
        "pass_foreign_args": as_json,
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": config["level"]},
            # Each request is one line of ours already.
            "loggers": {
                "django.server": {"handlers": [], "propagate": False},
                # It greets whoever imports it.
                "pikepdf": {"level": "WARNING"},
            },
        }
    )


def say_no_values(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Let other people's code log its templates only.

    What it fills in may be a name, an address, or a link that lets its reader in.
    """
    values = event.pop("positional_args", ())
    if isinstance(values, Mapping):  # Celery: which task it was says nothing of a person.
        event.update({key: values[key] for key in ("name", "id", "runtime") if key in values})
    return event


def say_no_messages(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Tell where an error came from and of what kind it is, without the values in its message."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["error"] = [_describe(part) for part in _chain(error)]
    return event


def _chain(error: BaseException | None) -> list[BaseException]:
    """The error, what caused it, and what caused that."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def _describe(error: BaseException) -> MutableMapping[str, Any]:
    frames = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_qualname}")
        trace = trace.tb_next
    return {"type": f"{type(error).__module__}.{type(error).__qualname__}", "frames": frames}


class RequestLogMiddleware:
    """Gives every request an id, tells it to the browser, and logs one line when it is answered.

    The line names the route (the pattern, not the path: a path may hold a secret link), never
    the person, the query, the body or the address it came from.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        structlog.contextvars.clear_contextvars()
        request_id = _request_id(request)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        response = self.get_response(request)
        response[HEADER] = request_id
        if not request.path.startswith(("/health/", settings.STATIC_URL)):
            log.info(
                "request",
                method=request.method,
                route=request.resolver_match.route if request.resolver_match else None,
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )
        return response


def _request_id(request: HttpRequest) -> str:
    """The proxy's id for the request where there is a proxy to trust, else one of our own."""
    told = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    return told if _WELL_FORMED.fullmatch(told) else uuid.uuid4().hex
