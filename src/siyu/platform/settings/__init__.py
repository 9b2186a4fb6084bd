"""The typed settings of one installation, read once from SIYU_* variables and SIYU_HOME/siyu.env."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Literal

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
    gateway_port: int = Field(default=0, description="Port of the sockets; 0 means the one after `port`.")
    gateway_address: str = Field(default="", description="Where pages find the sockets, when a proxy moved them.")
    allowed_hosts: list[str] = ["127.0.0.1", "localhost", "[::1]"]
    trusted_proxies: list[str] = Field(
        default=["127.0.0.1", "::1"], description="Addresses or networks whose X-Forwarded-For and -Proto count."
    )
    secret_key: SecretStr | None = Field(default=None, description="Signs sessions; made and kept in home when unset.")
    identity_key: SecretStr | None = Field(default=None, description="Keys the phone hashes; never change it.")
    engine_key: SecretStr | None = Field(default=None, description="Opens the event engine's socket; made when unset.")
    engine_memory: str = Field(default="2GB", description="The most memory the event engine may take.")
    engine_threads: int = Field(default=0, description="Threads of the event engine; 0 means one a core.")
    web_workers: int = 1
    worker_threads: int = Field(default=2, description="Jobs that one worker process runs at a time.")
    outbox_days: int = Field(default=14, description="Days that delivered outbox messages are kept.")
    valkey_url: str = Field(default="", description="redis://… shared by gateways and limits; empty: one machine.")
    sms_provider: Literal["sandbox", "aliyun", "tencent"] = Field(
        default="sandbox", description="Who sends codes; the sandbox writes them to the log and to SIYU_HOME/sms."
    )
    sms_key_id: str = Field(default="", description="AccessKeyId (Aliyun) or SecretId (Tencent Cloud).")
    sms_key_secret: SecretStr = Field(default=SecretStr(""), description="The secret that belongs to it.")
    sms_sign: str = Field(default="", description="The approved signature 签名 of the messages.")
    sms_template: str = Field(default="", description="The approved template; it has the one variable `code` (or {1}).")
    sms_app_id: str = Field(default="", description="SdkAppId, Tencent Cloud only.")
    sms_regions: list[str] = Field(default=["CN"], description="Countries whose numbers may log in (ISO 3166).")
    sms_daily: int = Field(default=5000, description="The most codes sent in 24 hours, against abuse at your cost.")
    wechat_provider: Literal["", "sandbox", "wechat"] = Field(default="", description="Log-in with WeChat; empty: off.")
    wechat_app_id: str = Field(default="", description="AppID of the official account 公众号, for pages in WeChat.")
    wechat_app_secret: SecretStr = Field(default=SecretStr(""))
    wechat_web_app_id: str = Field(default="", description="AppID of the website application, for the QR code.")
    wechat_web_app_secret: SecretStr = Field(default=SecretStr(""))
    push_services: list[str] = Field(default=[], description="More hosts that browsers' push services may have.")
    push_contact: str = Field(default="operator@localhost", description="E-mail that push services may write to.")
    certification_fee_fen: int = Field(default=60_000, description="Yearly fee of enterprise accounts.")
    debug: bool = False
    secure: bool = Field(default=False, description="Set when served by HTTPS: secure cookies, HSTS.")

    @property
    def gateway(self) -> int:
        """The port on which the gateway listens."""
        return self.gateway_port or self.port + 1

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
