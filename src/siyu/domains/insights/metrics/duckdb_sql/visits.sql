-- Visits of known persons to lives, notes and products: hours until their next payment and their next follow.
SELECT v.person, v.kind, v.channel, v.object_id, v.happened_at,
    (epoch_ms(o.happened_at) - epoch_ms(v.happened_at)) / 3600000.0 AS hours_to_order,
    (epoch_ms(w.happened_at) - epoch_ms(v.happened_at)) / 3600000.0 AS hours_to_follow
FROM (
    SELECT * FROM facts
    WHERE account = $account AND {not void} AND person <> 0 AND kind IN ({kinds live.entered note.viewed product.viewed})
) v
ASOF LEFT JOIN (
    SELECT DISTINCT person, happened_at FROM facts
    WHERE account = $account AND {not void} AND person <> 0 AND kind = {kinds order.paid}
) o ON v.person = o.person AND v.happened_at <= o.happened_at
ASOF LEFT JOIN (
    SELECT DISTINCT person, happened_at FROM facts
    WHERE account = $account AND {not void} AND person <> 0 AND kind = {kinds account.followed}
) w ON v.person = w.person AND v.happened_at <= w.happened_at
