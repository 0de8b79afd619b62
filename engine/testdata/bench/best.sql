-- The numbers of kpis.yaml by hand: rows are grouped once by month and all
-- dimensions, with each condition inside its aggregate, and added up from there.
WITH cells AS (
  SELECT
    date_trunc('month', closed_on) AS month, region, segment, rep_id,
    sum(CASE WHEN won THEN amount END) AS a0,
    sum(CASE WHEN won THEN list_amount END) AS a1,
    sum(CASE WHEN won THEN cost END) AS a2,
    sum(CASE WHEN lost THEN amount END) AS a3,
    sum(CASE WHEN lost THEN list_amount END) AS a4,
    count(CASE WHEN won THEN 1 END) AS a5,
    count(CASE WHEN closed THEN 1 END) AS a6,
    count(CASE WHEN lost THEN 1 END) AS a7,
    sum(CASE WHEN closed THEN amount END) AS a8,
    sum(CASE WHEN won THEN cycle_days END) AS a9,
    sum(CASE WHEN lost THEN cycle_days END) AS a10,
    sum(CASE WHEN closed THEN cycle_days END) AS a11,
    sum(CASE WHEN won AND large THEN amount END) AS a12,
    sum(CASE WHEN won AND large THEN cost END) AS a13,
    count(CASE WHEN won AND large THEN 1 END) AS a14,
    count(CASE WHEN won AND inbound THEN 1 END) AS a15,
    count(CASE WHEN closed AND inbound THEN 1 END) AS a16,
    sum(CASE WHEN won AND inbound THEN amount END) AS a17,
    sum(CASE WHEN won AND inbound THEN cost END) AS a18,
    count(CASE WHEN won AND NOT inbound THEN 1 END) AS a19,
    count(CASE WHEN closed AND NOT inbound THEN 1 END) AS a20,
    sum(CASE WHEN won THEN touches END) AS a21,
    sum(CASE WHEN lost THEN touches END) AS a22,
    sum(CASE WHEN closed THEN touches END) AS a23,
    max(CASE WHEN won THEN touches END) AS a24,
    min(CASE WHEN won THEN touches END) AS a25,
    count(*) AS a26,
    sum(CASE WHEN inbound THEN touches END) AS a27,
    count(CASE WHEN inbound THEN 1 END) AS a28
  FROM (
    SELECT *,
      stage = 'Won' AS won, stage = 'Lost' AS lost, stage IN ('Won', 'Lost') AS closed,
      channel = 'inbound' AS inbound, amount >= 50000 AS large
    FROM read_parquet($FILE)
    WHERE closed_on >= DATE '2023-01-01' AND closed_on < DATE '2026-01-01'
  )
  GROUP BY ALL
)
SELECT
  month, region, segment, rep_id,
  sum(a0), sum(a1), sum(a2), sum(a3), sum(a4), sum(a5), sum(a6), sum(a7), sum(a8), sum(a9),
  sum(a10), sum(a11), sum(a12), sum(a13), sum(a14), sum(a15), sum(a16), sum(a17), sum(a18), sum(a19),
  sum(a20), sum(a21), sum(a22), sum(a23), max(a24), min(a25), sum(a26), sum(a27), sum(a28)
FROM cells
GROUP BY GROUPING SETS ((month), (month, region), (month, segment), (month, rep_id))
