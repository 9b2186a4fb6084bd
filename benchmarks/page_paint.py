"""How long a phone on slow 4G waits for a page's largest piece (LCP), in a real Chromium; any server's pages.

Run: python benchmarks/page_paint.py URL [URL …] [--cookie NAME=VALUE] [--turns 5] [--processor 4]
The network is Lighthouse's slow 4G: 150 ms there and back, 1.6 Mbit/s down, 0.75 Mbit/s up, nothing kept from before.
`--processor 4` slows the page's scripts down fourfold as well. Prints the middle of the turns, the slowest, how many
bytes came and how many of them were scripts and styles. Target: LCP of home and of a note at most 2.5 s.
"""

from __future__ import annotations

import argparse
import statistics
from typing import Any

from playwright.sync_api import Browser, sync_playwright

TARGET = 2_500
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True, "has_touch": True}
WATCH = """
window.largest = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.largest = entry.startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
"""


def paint(browser: Browser, url: str, cookie: str, processor: float) -> dict[str, float]:
    """One visit with nothing kept: LCP in milliseconds, bytes by kind as they came over the wire."""
    context = browser.new_context(**PHONE)  # type: ignore[arg-type]
    if cookie:
        name, _equals, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": url}])
    context.add_init_script(WATCH)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    came = {"all": 0.0, "code": 0.0}

    def kind(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def done(event: dict[str, Any]) -> None:
        came["all"] += event["encodedDataLength"]
        if kinds.get(event["requestId"]) in {"Script", "Stylesheet"}:
            came["code"] += event["encodedDataLength"]

    wire.on("Network.responseReceived", kind)
    wire.on("Network.loadingFinished", done)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": processor})
    page.goto(url, wait_until="load", timeout=120_000)
    page.wait_for_timeout(1_500)  # what comes after `load` may still be the largest
    largest = float(page.evaluate("window.largest"))
    context.close()
    return {"lcp": largest, **came}


def main() -> None:
    """Visit each page several times, taking turns between the pages; print one line a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--cookie", default="")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--processor", type=float, default=4)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    seen: dict[str, list[dict[str, float]]] = {url: [] for url in asked.urls}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=asked.chromium, args=["--no-sandbox"])
        for _turn in range(asked.turns):
            for url in asked.urls:
                seen[url].append(paint(browser, url, asked.cookie, asked.processor))
        browser.close()
    print(f"{'page':52}{'LCP ms':>8}{'slowest':>9}{'KB':>7}{'JS+CSS':>8}")
    for url, visits in seen.items():
        middle = statistics.median(one["lcp"] for one in visits)
        slowest = max(one["lcp"] for one in visits)
        size, code = (max(one[name] for one in visits) / 1024 for name in ("all", "code"))
        print(f"{url:52}{middle:>8.0f}{slowest:>9.0f}{size:>7.0f}{code:>8.0f}{'' if middle <= TARGET else '  over'}")


if __name__ == "__main__":
    main()
