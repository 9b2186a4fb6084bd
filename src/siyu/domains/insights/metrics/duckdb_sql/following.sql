-- Likes, comments, shares and payments, each with whether the person followed the account at that moment.
-- Of a follow and an unfollow in the same millisecond the unfollow is the later.
SELECT f.person, f.kind, f.channel, f.happened_at, f.amount_fen,
    coalesce(s.kind = {kinds account.followed}, false) AS by_fan
FROM (
    SELECT * FROM facts
    WHERE account = $account AND {not void}
        AND kind IN ({kinds note.liked live.liked note.commented live.commented note.shared live.shared order.paid})
) f
ASOF LEFT JOIN (
    SELECT person, happened_at, max(kind) AS kind FROM facts
    WHERE account = $account AND {not void} AND person <> 0 AND kind IN ({kinds account.followed account.unfollowed})
    GROUP BY person, happened_at
) s ON f.person = s.person AND f.happened_at >= s.happened_at
