-- One row a fact that no restatement withdrew.
SELECT person, kind, happened_at, channel, object_id, amount_fen,
    (person, CAST({local happened_at} AS DATE)) AS person_day
FROM facts
WHERE account = $account AND {not void}
