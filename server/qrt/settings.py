"""What the environment decides. Read once at the edge (`Settings.load`) and handed down; nothing below reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """All switches of an installation. Addresses hold passwords, so they stay out of `repr`.

    home               QRT_HOME: data of the embedded servers, object store, keys, seals
    port               QRT_PORT: wanted port of the page and API; the next free one is taken
    database_url       QRT_DATABASE_URL: privileged address of an external PostgreSQL, used for roles and migrations alone; "" embeds one
    app_database_url   QRT_APP_DATABASE_URL: address of the role qrt_app when it cannot be derived from database_url and the kept password
    jobs_database_url  QRT_JOBS_DATABASE_URL: address of the role qrt_jobs, for the durable engine
    sealer_database_url  QRT_SEALER_DATABASE_URL: address of the role qrt_sealer
    redis_url          QRT_REDIS_URL: external Valkey or Redis; "" embeds one
    pg_bin             QRT_PG_BIN: folder with other PostgreSQL binaries for the embedded server
    store              QRT_STORE: where papers lie: s3://bucket/prefix, azure://container/prefix, gs://bucket/prefix; "" for a folder of `home`
    clamd              QRT_CLAMD: host:port or socket path of a virus scanner; once named, an upload without its answer is refused
    opensearch         QRT_OPENSEARCH: address of an OpenSearch cluster in which papers are searched (https://USER:PASSWORD@HOST:PORT/INDEX); "" for the database
    public_url         QRT_PUBLIC_URL: how people reach us; https here turns on secure cookies
    workers            QRT_WORKERS: worker processes started by `qrt up`
    sample             QRT_SAMPLE: size of the sample company (small, medium, large), medium by default; "" for none (QRT_SAMPLE=no)
    anthropic_key, openai_key  ANTHROPIC_API_KEY, OPENAI_API_KEY: without one nobody's model is asked
    model_url          QRT_MODEL_URL: another address that speaks the provider's protocol (a gateway, a model of one's own)
    """

    home: Path = Path(".qrt")
    port: int = 8000
    host: str = "127.0.0.1"
    database_url: str = field(default="", repr=False)
    app_database_url: str = field(default="", repr=False)
    jobs_database_url: str = field(default="", repr=False)
    sealer_database_url: str = field(default="", repr=False)
    redis_url: str = field(default="", repr=False)
    anthropic_key: str = field(default="", repr=False)
    openai_key: str = field(default="", repr=False)
    model_url: str = ""
    pg_bin: str = ""
    store: str = ""
    clamd: str = ""
    opensearch: str = field(default="", repr=False)
    public_url: str = ""
    workers: int = 1
    web_dist: Path = Path("web/dist")
    sample: str = "medium"
    log_level: str = "info"

    @classmethod
    def load(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """From the environment. Raises ValueError naming the variable that cannot be read."""
        env = os.environ if env is None else env
        root = Path(__file__).resolve().parents[2]
        return cls(
            home=Path(env.get("QRT_HOME", "") or ".qrt").expanduser().resolve(),
            port=_whole(env, "QRT_PORT", 8000),
            host=env.get("QRT_HOST", "127.0.0.1"),
            database_url=env.get("QRT_DATABASE_URL", ""),
            app_database_url=env.get("QRT_APP_DATABASE_URL", ""),
            jobs_database_url=env.get("QRT_JOBS_DATABASE_URL", ""),
            sealer_database_url=env.get("QRT_SEALER_DATABASE_URL", ""),
            redis_url=env.get("QRT_REDIS_URL", ""),
            anthropic_key=env.get("ANTHROPIC_API_KEY", ""),
            openai_key=env.get("OPENAI_API_KEY", ""),
            model_url=env.get("QRT_MODEL_URL", ""),
            pg_bin=env.get("QRT_PG_BIN", ""),
            store=env.get("QRT_STORE", ""),
            clamd=env.get("QRT_CLAMD", ""),
            opensearch=env.get("QRT_OPENSEARCH", ""),
            public_url=env.get("QRT_PUBLIC_URL", ""),
            workers=_whole(env, "QRT_WORKERS", 1),
            web_dist=Path(env.get("QRT_WEB_DIST", "") or root / "web" / "dist"),
            sample=_sample(env.get("QRT_SAMPLE", "")),
            log_level=env.get("QRT_LOG_LEVEL", "info"),
        )

    @property
    def keys(self) -> Path:
        """Folder of key files, mode 0700: database passwords, KEK, sealing key, token keys."""
        return self.home / "keys"

    @property
    def objects(self) -> Path | str:
        """Root of the object store: a folder, or a cloud's address."""
        return self.store or self.home / "objects"

    @property
    def seals(self) -> Path:
        """Seals of the audit trail as lines of JSON; copy them off this machine."""
        return self.home / "seals"


def _sample(text: str) -> str:
    if text in ("0", "no", "false"):
        return ""
    if text in ("", "1", "yes", "true"):
        return "medium"
    if text not in ("small", "medium", "large"):
        raise ValueError(f"QRT_SAMPLE must be small, medium, large or no, not {text!r}.")
    return text


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "")
    if not text:
        return default
    if not text.isdigit():
        raise ValueError(f"{name} must be a whole number, not {text!r}.")
    return int(text)
