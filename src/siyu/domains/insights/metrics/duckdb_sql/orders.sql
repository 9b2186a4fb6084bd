-- One row an order of one channel. A fact that names no object is an order of its own: files of bare facts have no numbers.
SELECT *,
    paid_fen - refunded_fen AS kept_fen,
    CASE WHEN person <> 0 AND paid_at IS NOT NULL THEN row_number() OVER buyer END AS nth,
    CASE WHEN person <> 0 AND paid_at IS NOT NULL
        THEN epoch_ms(paid_at) - epoch_ms(lag(paid_at) OVER buyer) END / 86400000.0 AS days_since_previous,
    (epoch_ms(shipped_at) - epoch_ms(paid_at)) / 3600000.0 AS hours_to_ship,
    CASE WHEN refund_time_known
        THEN (epoch_ms(refunded_at) - epoch_ms(paid_at)) / 86400000.0 END AS days_to_refund,
    CASE
        WHEN refunded_at IS NULL OR paid_at IS NULL THEN NULL
        WHEN NOT refund_time_known THEN CASE  -- exports tell no refund times: how far the order got says when
            WHEN received_at IS NOT NULL THEN 'after_receipt'
            WHEN shipped_at IS NOT NULL THEN 'in_transit'
            WHEN closed_at IS NOT NULL THEN 'instant'
            ELSE 'unknown' END
        WHEN received_at <= refunded_at THEN 'after_receipt'
        WHEN shipped_at IS NULL OR refunded_at < shipped_at OR refunded_at <= paid_at + INTERVAL 24 HOUR THEN 'instant'
        ELSE 'in_transit'
    END AS refund_part,
    refunded_fen >= paid_fen AND refunded_fen > 0 AS refunded_whole,
    CAST({local paid_at} AS DATE) AS paid_day,
    extract('hour' FROM {local paid_at}) AS paid_hour
FROM (
    SELECT channel,
        CASE WHEN object_id = '' THEN CAST(event_id AS VARCHAR) ELSE object_id END AS order_no,
        max(person) AS person,
        min(happened_at) FILTER (kind = {kinds order.placed}) AS placed_at,
        min(happened_at) FILTER (kind = {kinds order.paid}) AS paid_at,
        min(happened_at) FILTER (kind = {kinds order.shipped}) AS shipped_at,
        min(happened_at) FILTER (kind = {kinds order.received}) AS received_at,
        min(happened_at) FILTER (kind = {kinds order.refunded}) AS refunded_at,
        min(happened_at) FILTER (kind = {kinds order.closed}) AS closed_at,
        CAST(coalesce(sum(amount_fen) FILTER (kind = {kinds order.placed}), 0) AS BIGINT) AS placed_fen,
        CAST(coalesce(sum(amount_fen) FILTER (kind = {kinds order.paid}), 0) AS BIGINT) AS paid_fen,
        CAST(coalesce(sum(amount_fen) FILTER (kind = {kinds order.refunded}), 0) AS BIGINT) AS refunded_fen,
        coalesce(
            bool_and(coalesce(json_extract_string(props, '$.time_known'), '') <> 'false')
                FILTER (kind = {kinds order.refunded}),
            true
        ) AS refund_time_known,
        max(TRY_CAST(json_extract_string(props, '$.items') AS BIGINT)) FILTER (kind = {kinds order.placed}) AS items,
        max(TRY_CAST(json_extract_string(props, '$.lines') AS BIGINT)) FILTER (kind = {kinds order.placed}) AS lines
    FROM facts
    WHERE account = $account AND {not void}
        AND kind IN ({kinds order.placed order.paid order.shipped order.received order.refunded order.closed})
    GROUP BY channel, order_no
)
WINDOW buyer AS (PARTITION BY person, paid_at IS NULL ORDER BY paid_at, channel, order_no)
