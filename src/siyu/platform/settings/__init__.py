"""The typed settings of one installation, read once from SIYU_* variables and SIYU_HOME/siyu.env."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

__all__ = ["Settings", "settings"]


class Settings(BaseSettings):
    """Everything an operator may set; each default works for the embedded installation."""

    model_config = SettingsConfigDict(env_prefix="SIYU_", extra="ignore")

    home: Path = Field(default=Path("var"), description="Where data lives; deleting it resets everything.")
    database_url: str = Field(default="", description="postgresql://… for the grown store; empty means SQLite in home.")
    host: str = "127.0.0.1"
    port: int = 8000
    allowed_hosts: list[str] = ["127.0.0.1", "localhost", "[::1]"]
    secret_key: SecretStr | None = Field(default=None, description="Signs sessions; made and kept in home when unset.")
    identity_key: SecretStr | None = Field(default=None, description="Keys the phone hashes; never change it.")
    engine_key: SecretStr | None = Field(default=None, description="Opens the event engine's socket; made when unset.")
    engine_memory: str = Field(default="2GB", description="The most memory the event engine may take.")
    engine_threads: int = Field(default=0, description="Threads of the event engine; 0 means one a core.")
    web_workers: int = 1
    worker_threads: int = Field(default=2, description="Jobs that one worker process runs at a time.")
    outbox_days: int = Field(default=14, description="Days that delivered outbox messages are kept.")
    debug: bool = False
    secure: bool = Field(default=False, description="Set when served by HTTPS: secure cookies, HSTS.")

    def secret(self, name: str) -> str:
        """A named secret (`secret_key`, `identity_key`, `engine_key`): from the environment, else made once, kept."""
        given: SecretStr | None = getattr(self, name)
        if given is not None:
            return given.get_secret_value()
        file = self.home / "secrets" / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = file.with_suffix(f".{secrets.token_hex(4)}")
            draft.write_text(secrets.token_urlsafe(48))
            draft.chmod(0o600)
            with suppress(FileExistsError):  # the first of two racing processes wins
                file.hardlink_to(draft)
            draft.unlink()
        return file.read_text()


@lru_cache
def settings() -> Settings:
    """The settings of this process."""
    home = Path(os.environ.get("SIYU_HOME", "var"))
    found = Settings(_env_file=home / "siyu.env")  # type: ignore[call-arg]
    return found.model_copy(update={"home": found.home.resolve()})
