-- The first paid order of each known person, with the time until the second one and until now.
SELECT person, channel, paid_at,
    (epoch_ms($now) - epoch_ms(paid_at)) / 86400000.0 AS days_until_now,
    (epoch_ms(second_paid_at) - epoch_ms(paid_at)) / 86400000.0 AS days_to_second
FROM (
    SELECT *, lead(paid_at) OVER (PARTITION BY person ORDER BY nth) AS second_paid_at
    FROM base_orders WHERE nth <= 2
)
WHERE nth = 1
