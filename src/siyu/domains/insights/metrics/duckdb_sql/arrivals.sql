-- The first fact of each known person.
SELECT person, min(happened_at) AS happened_at, arg_min(channel, (happened_at, event_id)) AS channel
FROM facts
WHERE account = $account AND {not void} AND person <> 0
GROUP BY person
