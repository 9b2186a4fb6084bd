-- The newest join or leave of each person and group before the end of the window.
SELECT person, object_id, max(happened_at) AS happened_at,
    arg_max(kind, (happened_at, event_id)) = {kinds group.joined} AS joined
FROM facts
WHERE account = $account AND {not void} AND person <> 0 AND happened_at < $end
    AND kind IN ({kinds group.joined group.left})
GROUP BY person, object_id
