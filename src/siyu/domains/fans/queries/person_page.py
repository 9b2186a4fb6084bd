"""Everything the fan page shows about one person, with the reasons as data; the timeline is read elsewhere."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.db.models import Q

from siyu.domains.accounts.models import Account
from siyu.domains.fans import rules
from siyu.domains.fans.conf import FansConf, fans_conf
from siyu.domains.fans.models import Identity, MatchReview, Merge, Person, PersonTag, Ruler, Standing
from siyu.domains.fans.queries.person_rows import rfm_of, standing_of
from siyu.domains.fans.types import (
    Figures,
    IdentityShown,
    MergeShown,
    PersonPage,
    Prediction,
    StageWhy,
    TagWorn,
    TierWhy,
)
from siyu.kernel import clock


def person_page(account: Account, person_id: int) -> PersonPage:
    """The page of a living person (see access_person for the asker's rights). Six queries, whatever the person did."""
    person = Person.objects.of(account).select_related("standing").get(pk=person_id)
    conf, standing = fans_conf(account), standing_of(person)
    merges = list(
        Merge.objects.of(account)
        .filter(survivor=person, undone_at=None)
        .select_related("absorbed", "merged_by")
        .order_by("-pk")
    )
    reviews = MatchReview.objects.of(account).filter(Q(first=person) | Q(second=person), state=MatchReview.State.OPEN)
    return PersonPage(
        **{name: getattr(person, name) for name in _PLAIN},
        id=person.pk,
        figures=_figures(standing),
        tier=tier_why(standing, conf),
        stage=_stage_why(account, standing, conf),
        tags=_tags(account, person),
        identities=_identities(account, person, merges),
        merges=tuple(_merge(merge) for merge in merges),
        prediction=Prediction(
            **{field.name: getattr(standing, field.name, None) for field in fields(Prediction)},
        ),
        open_reviews=reviews.count(),
    )


_PLAIN = ("key", "name", "phone_masked", "city", "birthday_md", "remark", "created_at")


def tier_why(standing: Standing | None, conf: FansConf) -> TierWhy:
    """Why this tier: what is counted, which refunds wait for their grace to close, how far the next tier is."""
    base = standing.tier_base_fen if standing else 0
    net = standing.net_paid_fen if standing else 0
    paid = standing.paid_fen if standing else 0
    waiting = max(base - net, 0) if conf.tier_window_days is None else 0
    ahead = rules.next_tier(base, conf)
    after_grace = rules.tier_of(base - waiting, conf)
    return TierWhy(
        step=conf.step(standing.tier) if standing else None,
        counted_fen=base,
        paid_fen=paid,
        refunds_counted_fen=paid - base if conf.tier_window_days is None else 0,
        refunds_in_grace_fen=waiting,
        grace_days=conf.grace_days,
        grace_ends_at=standing.grace_ends_at if standing else None,
        falls_to=conf.step(after_grace) if standing and after_grace != standing.tier else None,
        next_step=ahead,
        missing_fen=ahead.from_fen - base if ahead else 0,
        window_days=conf.tier_window_days,
    )


def _stage_why(account: Account, standing: Standing | None, conf: FansConf) -> StageWhy:
    ruler = Ruler.objects.filter(pk=account.pk).first()
    typical = ruler.typical_days if ruler else None
    last = standing.last_order_at if standing else None
    today = clock.local_day(clock.now(), account.time_zone)
    return StageWhy(
        stage=standing.stage if standing else "prospect",
        orders=standing.orders if standing else 0,
        days_since_last_order=(today - clock.local_day(last, account.time_zone)).days if last else None,
        typical_days=typical,
        lapsing_after_days=typical * conf.lapsing_after if typical else None,
        lost_after_days=typical * conf.lost_after if typical else None,
    )


def _figures(standing: Standing | None) -> Figures:
    if standing is None:
        return Figures(0, 0, 0, 0, None, None, None, None, None)
    plain: dict[str, Any] = {
        field.name: getattr(standing, field.name) for field in fields(Figures) if field.name != "rfm"
    }
    return Figures(**plain, rfm=rfm_of(standing))


def _tags(account: Account, person: Person) -> tuple[TagWorn, ...]:
    worn = PersonTag.objects.of(account).filter(person=person).select_related("tag", "tagged_by").order_by("tag__name")
    return tuple(
        TagWorn(row.tag.name, row.tagged_at, str(row.tagged_by) if row.tagged_by else "", row.inherited) for row in worn
    )


def _identities(account: Account, person: Person, merges: list[Merge]) -> tuple[IdentityShown, ...]:
    """The newest merge that lists an identity is the one that brought it to this person."""
    brought = {identity: merge.pk for merge in reversed(merges) for identity in merge.identities}
    rows = Identity.objects.of(account).filter(person=person).order_by("pk")
    return tuple(
        IdentityShown(
            id=row.pk,
            channel=row.channel,
            kind=row.kind,
            shown=row.shown,
            evidence=row.evidence,
            first_seen_at=row.first_seen_at,
            came_with=brought.get(row.pk),
        )
        for row in rows
    )


def _merge(merge: Merge) -> MergeShown:
    return MergeShown(
        id=merge.pk,
        absorbed_id=merge.absorbed_id,
        absorbed_name=str(merge.absorbed),
        identities=len(merge.identities),
        reason=merge.reason,
        merged_by=str(merge.merged_by) if merge.merged_by else "",
        merged_at=merge.merged_at,
    )
