"""Fills the demo step by step; each step can be done again, so that a start that was cut off goes on where it was."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import click
from django.utils.translation import gettext as _

from siyu.demo.book import make_book
from siyu.demo.cast import BRAND, CAST, SECOND, bring_cast
from siyu.demo.community.certified import certify
from siyu.demo.community.chains import chain_up
from siyu.demo.community.checkins import keep_up
from siyu.demo.community.groups import fill_groups
from siyu.demo.community.jobs import FIRST_ANSWERS, FIRST_GROUPS, FIRST_NOTES, answer_later, follow_later
from siyu.demo.community.messages import write_messages
from siyu.demo.community.notes import write_notes
from siyu.demo.community.people import bring_members, open_more_accounts
from siyu.demo.community.plays import vote
from siyu.demo.community.programmes import plan
from siyu.demo.community.quiz import answer_it
from siyu.demo.community.reports import report_some
from siyu.demo.generate import local_now, write_exports
from siyu.demo.intake import note_birthdays, take_behaviour, take_orders, work_out
from siyu.demo.progress import Progress, demo_folder, draw_password, read_progress, write_progress
from siyu.demo.spec import Spec
from siyu.demo.story import tell_story
from siyu.platform.db.schema import bring_up_to_date
from siyu.platform.process import FileLock

_SECOND_PEOPLE = 500
_TAOBAO = "taobao-ExportOrderList.csv", "taobao-ExportOrderDetailList.csv"
_YOUZAN = "youzan-orders.csv", "youzan-items.csv"
Step = tuple[str, str, Callable[[], None]]


def fill_demo(people: int = Spec.people) -> Progress:
    """Do the steps that are still to be done, telling stderr in plain words; a second start does nothing."""
    folder = demo_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "filling.lock"):
        progress = read_progress(folder) or _fresh(people)
        write_progress(folder, progress)
        began, missing = time.monotonic(), [step for step in _steps(progress) if step[0] not in progress.done]
        for number, (name, words, act) in enumerate(missing, start=1):
            say(f"{time.monotonic() - began:5.1f} s  {number}/{len(missing)}  {words}")
            act()
            progress = progress.with_step(name)
            write_progress(folder, progress)
        progress = replace(progress, finished=True)
        write_progress(folder, progress)
        if missing:
            say(_("Filled in %(seconds)s s.") % {"seconds": round(time.monotonic() - began, 1)})
    return progress


def say(words: str) -> None:
    """Tell whoever watches what is going on; stdout stays free for the answer."""
    click.echo(words, file=sys.stderr)


def _fresh(people: int) -> Progress:
    passwords = {part.email: draw_password() for part in CAST}
    return Progress(until=local_now().isoformat(), people=people, passwords=passwords)


def _steps(progress: Progress) -> Iterator[Step]:
    """Name, words and act of every step, in their order."""
    folder, spec = demo_folder(), progress.spec
    second = replace(spec, people=min(_SECOND_PEOPLE, spec.people), seed=spec.seed + 1)
    yield "home", _("Preparing the database, two accounts and the log-ins"), lambda: _prepare(progress)
    yield "files", _("Writing two years of orders as the platforms would export them"), lambda: _write(spec, folder)
    yield "taobao", _("Importing the orders of Taobao"), lambda: _take(folder, *_TAOBAO)
    yield "douyin", _("Importing the orders of Douyin"), lambda: _take(folder, "douyin-orders.csv")
    yield "xiaohongshu", _("Importing the orders of Xiaohongshu"), lambda: _take(folder, "xiaohongshu-orders.xlsx")
    yield "youzan", _("Importing the orders of Youzan"), lambda: _take(folder, *_YOUZAN)
    yield "behaviour", _("Importing two years of behaviour"), lambda: _behave(spec, folder)
    yield "birthdays", _("Noting the birthdays that members gave"), lambda: note_birthdays(BRAND, spec)
    yield "standings", _("Working out who matters and who is leaving"), lambda: work_out(BRAND)
    yield "story", _("Tagging, remarking and saving segments as the staff would"), lambda: tell_story(spec.day)
    yield "community", _("Opening three accounts to their members: notes and groups"), lambda: _community(spec)
    yield "desks", _("Writing to the desk, answering a quiz, reporting what should not be there"), _desks
    yield "second", _("Filling the second shop"), lambda: _second_shop(second, folder / SECOND)


def _prepare(progress: Progress) -> None:
    bring_up_to_date()
    bring_cast(progress.passwords)


def _write(spec: Spec, folder: Path) -> None:
    write_exports(make_book(spec), folder)


def _take(folder: Path, name: str, lines: str = "") -> None:
    counted = take_orders(BRAND, folder / name, folder / lines if lines else None)
    say("      " + _("%(orders)s orders, %(persons_new)s new fans, %(rejected)s rows refused") % counted)


def _behave(spec: Spec, folder: Path) -> None:
    say("      " + _("%(new)s facts") % take_behaviour(BRAND, spec, folder))


def _community(spec: Spec) -> None:
    open_more_accounts()
    bring_members(spec)
    write_notes(0, FIRST_NOTES)
    fill_groups(0, FIRST_GROUPS)
    follow_later()


def _desks() -> None:
    certify()
    write_messages()
    answer_it(0, FIRST_ANSWERS)
    report_some()
    plan()
    vote()
    chain_up()
    keep_up()
    answer_later()


def _second_shop(spec: Spec, folder: Path) -> None:
    write_exports(make_book(spec), folder)
    take_orders(SECOND, *(folder / name for name in _YOUZAN))
    take_orders(SECOND, folder / "xiaohongshu-orders.xlsx")
    take_behaviour(SECOND, spec, folder)
    work_out(SECOND, predict=False)  # left to the nightly run
