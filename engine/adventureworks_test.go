package engine_test

import "testing"

// adventureTables are the sales, the targets and the people as a second analyst
// reads them: fiscal years begin in July, and FY2019 ends in June 2019.
const adventureTables = `
	CREATE TABLE team AS
		SELECT EmployeeKey, CASE count(DISTINCT "Group") WHEN 1 THEN min("Group") ELSE 'All' END AS team
		FROM read_csv('$DATA/SalespersonRegion.csv', delim = '|', header = true)
		JOIN read_csv('$DATA/Region.csv', delim = '|', header = true) USING (SalesTerritoryKey)
		GROUP BY EmployeeKey;
	CREATE TABLE people AS
		SELECT p.*, team, Title = 'Sales Representative' AS rep
		FROM read_csv('$DATA/Salesperson.csv', delim = '|', header = true, types = {'EmployeeID': 'VARCHAR'}) p JOIN team USING (EmployeeKey);
	CREATE TABLE lines AS
		SELECT s.*, OrderDate AS day, strftime(OrderDate, '%Y-%m') AS month, Sales - Cost AS margin,
			'FY' || (year(OrderDate) + CASE WHEN month(OrderDate) >= 7 THEN 1 ELSE 0 END) AS fy,
			CASE WHEN month(OrderDate) >= 10 THEN 2 WHEN month(OrderDate) >= 7 THEN 1 WHEN month(OrderDate) >= 4 THEN 4 ELSE 3 END AS quarter,
			fy || '-Q' || quarter AS fq,
			Region AS region, "Group" AS area, Category AS category, "Business Type" AS kind, Reseller AS reseller,
			Salesperson AS employee, team, rep
		FROM read_csv('$DATA/Sales.csv', delim = '|', header = true, dateformat = '%Y/%m/%d',
			types = {'OrderDate': 'DATE', 'Unit Price': 'DECIMAL(18,4)', 'Sales': 'DECIMAL(18,4)', 'Cost': 'DECIMAL(18,4)'}) s
		LEFT JOIN read_csv('$DATA/Product.csv', delim = '|', header = true, quote = '') USING (ProductKey)
		LEFT JOIN read_csv('$DATA/Region.csv', delim = '|', header = true) USING (SalesTerritoryKey)
		LEFT JOIN read_csv('$DATA/Reseller.csv', delim = '|', header = true) USING (ResellerKey)
		LEFT JOIN people USING (EmployeeKey);
	CREATE TABLE plans AS
		SELECT EmployeeKey, Salesperson AS employee, team, rep, TargetAmount AS amount, TargetMonth AS first_day,
			strftime(TargetMonth, '%Y-%m') AS month,
			'FY' || (year(TargetMonth) + CASE WHEN month(TargetMonth) >= 7 THEN 1 ELSE 0 END) AS fy,
			CASE WHEN month(TargetMonth) >= 10 THEN 2 WHEN month(TargetMonth) >= 7 THEN 1 WHEN month(TargetMonth) >= 4 THEN 4 ELSE 3 END AS quarter,
			fy || '-Q' || quarter AS fq
		FROM read_csv('$DATA/Targets.csv', delim = '|', header = true, dateformat = '%Y/%m/%d',
			types = {'EmployeeID': 'VARCHAR', 'TargetAmount': 'DECIMAL(18,4)', 'TargetMonth': 'DATE'})
		JOIN people USING (EmployeeID);
	-- What a reseller bought in each fiscal year and quarter; n numbers them, so that n - 1 is the one before.
	CREATE TABLE years AS
		SELECT ResellerKey, fy, CAST(fy[3:] AS INTEGER) AS n, sum(Sales) AS sales FROM lines GROUP BY ALL;
	CREATE TABLE quarters AS
		SELECT ResellerKey, fq, 4 * CAST(fy[3:] AS INTEGER) + quarter AS n, sum(Sales) AS sales FROM lines GROUP BY ALL;`

// TestRealResellers compares the KPIs of real reseller sales with SQL that was
// written by hand: fiscal periods, what is sold to whom, who stays, and how the
// sales stand against targets.
func TestRealResellers(t *testing.T) {
	l := openLedger(t, "adventureworks.yaml", sharedData(t, "adventureworks-sales"), adventureTables)
	l.check(t, resellerSales())
	l.check(t, resellerCustomers())
	l.check(t, resellerTargets())
}

// resellerSales asks what was sold, where, and how it grows.
func resellerSales() []byHand {
	return []byHand{
		{"revenue", "FY2019", "", `SELECT sum(Sales) FROM lines WHERE fy = 'FY2019'`},
		{"revenue", "FY2019", "region", `SELECT region, sum(Sales) FROM lines WHERE fy = 'FY2019' GROUP BY region`},
		{"revenue", "FY2019", "group", `SELECT area, sum(Sales) FROM lines WHERE fy = 'FY2019' GROUP BY area`},
		{"revenue", "FY2019", "category", `SELECT category, sum(Sales) FROM lines WHERE fy = 'FY2019' GROUP BY category`},
		{"revenue", "FY2019", "business_type", `SELECT kind, sum(Sales) FROM lines WHERE fy = 'FY2019' GROUP BY kind`},
		{"revenue", "FY2019", "employee", `SELECT employee, sum(Sales) FROM lines WHERE fy = 'FY2019' GROUP BY employee`},
		{"revenue", "FY2019", "team", `SELECT team, sum(Sales) FROM lines WHERE fy = 'FY2019' GROUP BY team`},
		{"revenue", "FY2020-Q3", "series", `SELECT fq, sum(Sales) FROM lines WHERE fq < 'FY2020-Q4' GROUP BY fq`},
		{"revenue", "2020-05", "series", `SELECT month, sum(Sales) FROM lines GROUP BY month`},
		{"cost", "FY2019", "category", `SELECT category, sum(Cost) FROM lines WHERE fy = 'FY2019' GROUP BY category`},
		{"margin", "FY2019", "region", `SELECT region, sum(Sales) - sum(Cost) FROM lines WHERE fy = 'FY2019' GROUP BY region`},
		{"margin", "FY2020", "", `SELECT sum(Sales) - sum(Cost) FROM lines WHERE fy = 'FY2020'`},
		{"margin_rate", "FY2019", "category", `SELECT category, sum(margin) / sum(Sales) FROM lines WHERE fy = 'FY2019' GROUP BY category`},
		{"margin_rate", "FY2020-Q3", "series", `SELECT fq, sum(margin) / sum(Sales) FROM lines WHERE fq < 'FY2020-Q4' GROUP BY fq`},
		{"margin_rate", "FY2020", "", `SELECT sum(margin) / sum(Sales) FROM lines WHERE fy = 'FY2020'`},
		{"lines", "FY2020-Q3", "series", `SELECT fq, count(*) FROM lines WHERE fq < 'FY2020-Q4' GROUP BY fq`},
		{"orders", "FY2019", "", `SELECT count(DISTINCT SalesOrderNumber) FROM lines WHERE fy = 'FY2019'`},
		{"orders", "FY2019", "category", `SELECT category, count(DISTINCT SalesOrderNumber) FROM lines WHERE fy = 'FY2019' GROUP BY category`},
		{"orders", "FY2020-Q3", "series", `SELECT fq, count(DISTINCT SalesOrderNumber) FROM lines WHERE fq < 'FY2020-Q4' GROUP BY fq`},
		{"orders", "FY2019", "year to date", `SELECT count(DISTINCT SalesOrderNumber) FROM lines WHERE fy = 'FY2019'`},
		{"units", "FY2019", "business_type", `SELECT kind, sum(Quantity) FROM lines WHERE fy = 'FY2019' GROUP BY kind`},
		{"units_per_order", "FY2019", "business_type",
			`SELECT kind, sum(Quantity) / count(DISTINCT SalesOrderNumber) FROM lines WHERE fy = 'FY2019' GROUP BY kind`},
		{"price_per_unit", "FY2019", "category", `SELECT category, sum(Sales) / sum(Quantity) FROM lines WHERE fy = 'FY2019' GROUP BY category`},

		{"average_order", "FY2019", "region",
			`SELECT region, sum(Sales) / count(DISTINCT SalesOrderNumber) FROM lines WHERE fy = 'FY2019' GROUP BY region`},
		{"average_order", "2020-02", "series",
			`SELECT month, sum(Sales) / count(DISTINCT SalesOrderNumber) FROM lines WHERE month <= '2020-02' GROUP BY month`},
		{"order_mean", "FY2019", "",
			`SELECT avg(amount) FROM (SELECT sum(Sales) AS amount FROM lines WHERE fy = 'FY2019' GROUP BY SalesOrderNumber)`},
		{"order_mean", "FY2019", "category",
			`SELECT category, avg(amount) FROM (SELECT category, sum(Sales) AS amount FROM lines WHERE fy = 'FY2019'
			GROUP BY category, SalesOrderNumber) GROUP BY category`},
		{"median_order", "FY2019", "business_type",
			`SELECT kind, median(CAST(amount AS DOUBLE)) FROM (SELECT kind, sum(Sales) AS amount FROM lines WHERE fy = 'FY2019'
			GROUP BY kind, SalesOrderNumber) GROUP BY kind`},
		{"large_order", "FY2019", "",
			`SELECT quantile_cont(CAST(amount AS DOUBLE), 0.9) FROM (SELECT sum(Sales) AS amount FROM lines WHERE fy = 'FY2019'
			GROUP BY SalesOrderNumber)`},
		{"largest_order", "FY2020-Q3", "series",
			`SELECT fq, max(amount) FROM (SELECT fq, sum(Sales) AS amount FROM lines WHERE fq < 'FY2020-Q4' GROUP BY fq, SalesOrderNumber)
			GROUP BY fq`},
		{"median_order", "FY2019", "trailing 12",
			`SELECT median(CAST(amount AS DOUBLE)) FROM (SELECT sum(Sales) AS amount FROM lines WHERE fy = 'FY2019' GROUP BY SalesOrderNumber)`},
		{"below_cost", "FY2020", "", `SELECT count(*) FILTER (WHERE Sales < Cost) / count(*) FROM lines WHERE fy = 'FY2020'`},
		{"below_cost", "2017-07-01..2020-05-31", "", `SELECT count(*) FILTER (WHERE Sales < Cost) / count(*) FROM lines`},
		{"below_cost", "FY2019", "category",
			`SELECT category, count(*) FILTER (WHERE Sales < Cost) / count(*) FROM lines WHERE fy = 'FY2019' GROUP BY category`},
		{"loss_below_cost", "FY2019", "region", `SELECT region, sum(Cost - Sales) FROM lines WHERE fy = 'FY2019' AND Sales < Cost GROUP BY region`},
		{"lines_of_kind", "FY2019", "region",
			`SELECT region, count(*) FILTER (WHERE category = 'Bikes') / count(*) FROM lines WHERE fy = 'FY2019' AND Sales >= 1000 GROUP BY region`},

		{"growth_on_last_year", "FY2019", "region",
			`SELECT region, sum(CASE fy WHEN 'FY2019' THEN Sales ELSE 0 END) / nullif(sum(CASE fy WHEN 'FY2018' THEN Sales ELSE 0 END), 0) - 1
			FROM lines WHERE fy <= 'FY2019' GROUP BY region`},
		{"growth_on_last_year", "FY2020-Q3", "series",
			`WITH q AS (SELECT fq, n, sum(sales) AS sales FROM quarters GROUP BY ALL)
			SELECT q.fq, q.sales / b.sales - 1 FROM q JOIN q b ON b.n = q.n - 4 WHERE q.fq < 'FY2020-Q4'`},
		{"growth_on_previous", "FY2020-Q3", "series",
			`WITH q AS (SELECT fq, n, sum(sales) AS sales FROM quarters GROUP BY ALL)
			SELECT q.fq, q.sales / b.sales - 1 FROM q JOIN q b ON b.n = q.n - 1 WHERE q.fq < 'FY2020-Q4'`},
		{"growth_on_previous", "FY2019", "",
			`SELECT (SELECT sum(Sales) FROM lines WHERE fy = 'FY2019') / (SELECT sum(Sales) FROM lines WHERE fy = 'FY2018') - 1`},
		{"growth_on_last_year", "FY2020", "",
			`SELECT sum(Sales) FILTER (WHERE day BETWEEN DATE '2019-07-01'
			AND DATE '2020-05-31') / sum(Sales) FILTER (WHERE day BETWEEN DATE '2018-07-01' AND DATE '2019-05-31') - 1
			FROM lines`},
		{"revenue", "FY2020", "change on last year",
			`SELECT sum(Sales) FILTER (WHERE day BETWEEN DATE '2019-07-01'
			AND DATE '2020-05-31') / sum(Sales) FILTER (WHERE day BETWEEN DATE '2018-07-01' AND DATE '2019-05-31') - 1
			FROM lines`},
		{"revenue", "2020-02", "previous", `SELECT sum(Sales) FROM lines WHERE month = '2020-01'`},
		{"revenue", "2020-02", "last year", `SELECT sum(Sales) FROM lines WHERE month = '2019-02'`},
		{"revenue", "2020-02", "change on previous",
			`SELECT sum(Sales) FILTER (WHERE month = '2020-02') / sum(Sales) FILTER (WHERE month = '2020-01') - 1 FROM lines`},
		{"revenue", "2020-W09", "last year", `SELECT sum(Sales) FROM lines WHERE strftime(day, '%G-W%V') = '2019-W09'`},
		{"revenue", "2020-W10", "series", `SELECT strftime(day, '%G-W%V'), sum(Sales) FROM lines WHERE day BETWEEN DATE '2018-04-09' AND DATE '2020-03-08' GROUP BY 1`},
		{"median_order", "2020-02", "year to date",
			`SELECT median(CAST(amount AS DOUBLE)) FROM (SELECT sum(Sales) AS amount FROM lines WHERE day BETWEEN DATE '2019-07-01' AND DATE '2020-02-29'
				GROUP BY SalesOrderNumber)`},
		{"growth_on_last_year", "2020-02-29", "", `SELECT NULL`},
		{"margin_rate_change", "FY2019", "category",
			`SELECT category, sum(margin) FILTER (WHERE fy = 'FY2019') / sum(Sales) FILTER (WHERE fy = 'FY2019') - sum(margin) FILTER (WHERE fy = 'FY2018') / sum(Sales) FILTER (WHERE fy = 'FY2018')
			FROM lines GROUP BY category`},
		{"revenue_to_date", "FY2020-Q3", "series",
			`SELECT q.fq, sum(l.Sales) FROM (SELECT DISTINCT fy, fq FROM lines) q JOIN lines l ON l.fy = q.fy AND l.fq <= q.fq
			WHERE q.fq < 'FY2020-Q4' GROUP BY q.fq`},
		{"revenue_to_date", "2020-02", "region",
			`SELECT region, sum(Sales) FROM lines WHERE day BETWEEN DATE '2019-07-01' AND DATE '2020-02-29' GROUP BY region`},
		{"revenue", "2020-02", "year to date", `SELECT sum(Sales) FROM lines WHERE day BETWEEN DATE '2019-07-01' AND DATE '2020-02-29'`},
		{"growth_to_date", "2020-02", "region",
			`SELECT region, sum(CASE WHEN day BETWEEN DATE '2019-07-01' AND DATE '2020-02-29' THEN Sales ELSE 0 END)
				/ nullif(sum(CASE WHEN day BETWEEN DATE '2018-07-01' AND DATE '2019-02-28' THEN Sales ELSE 0 END), 0) - 1
			FROM lines GROUP BY region`},
		{"revenue_12", "2020-02", "region",
			`SELECT region, sum(Sales) FROM lines WHERE day BETWEEN DATE '2019-03-01' AND DATE '2020-02-29' GROUP BY region`},
		{"revenue", "2020-02", "trailing 12", `SELECT sum(Sales) FROM lines WHERE day BETWEEN DATE '2019-03-01' AND DATE '2020-02-29'`},
		{"average_order", "2020-02", "trailing 12",
			`SELECT sum(Sales) / count(DISTINCT SalesOrderNumber) FROM lines WHERE day BETWEEN DATE '2019-03-01' AND DATE '2020-02-29'`},
		{"margin_rate_12", "2020-02", "category",
			`SELECT category, sum(margin) / sum(Sales) FROM lines WHERE day BETWEEN DATE '2019-03-01' AND DATE '2020-02-29' GROUP BY category`},

		{"mean_month", "FY2019", "", `SELECT sum(Sales) / 12 FROM lines WHERE fy = 'FY2019'`},
		{"mean_month", "FY2020-Q3", "region", `SELECT region, sum(Sales) / 3 FROM lines WHERE fq = 'FY2020-Q3' GROUP BY region`},
		{"months_ahead", "FY2019", "",
			`WITH m AS (SELECT fy, month[6:] AS m, sum(Sales) AS sales FROM lines GROUP BY ALL)
			SELECT count(*) FROM m JOIN m b USING (m) WHERE m.fy = 'FY2019' AND b.fy = 'FY2018' AND m.sales > b.sales`},
		{"months_ahead", "FY2019", "region",
			`WITH m AS (SELECT region, fy, month[6:] AS m, sum(Sales) AS sales FROM lines GROUP BY ALL)
			SELECT m.region, count(*) FROM m LEFT JOIN m b ON b.m = m.m AND b.region = m.region AND b.fy = 'FY2018'
			WHERE m.fy = 'FY2019' AND m.sales > coalesce(b.sales, 0) GROUP BY m.region`},
		{"days_with_orders", "FY2019", "region", `SELECT region, count(DISTINCT day) FROM lines WHERE fy = 'FY2019' GROUP BY region`},
		{"region_share", "FY2019", "region",
			`SELECT region, sum(Sales) / (SELECT sum(Sales) FROM lines WHERE fy = 'FY2019') FROM lines WHERE fy = 'FY2019' GROUP BY region`},
		{"region_share", "FY2019", "category",
			`SELECT category, sum(Sales) / (SELECT sum(Sales) FROM lines WHERE fy = 'FY2019') FROM lines WHERE fy = 'FY2019' GROUP BY category`},
		{"region_share", "FY2019", "", `SELECT 1`},
	}
}

// resellerCustomers asks who is new, kept, back and gone.
func resellerCustomers() []byHand {
	return []byHand{
		{"active", "FY2019", "series", `SELECT fy, count(*) FROM years WHERE n <= 2019 GROUP BY fy`},
		{"active", "FY2020-Q3", "series", `SELECT fq, count(*) FROM quarters WHERE fq < 'FY2020-Q4' GROUP BY fq`},
		{"active", "FY2019", "region", `SELECT region, count(DISTINCT ResellerKey) FROM lines WHERE fy = 'FY2019' GROUP BY region`},
		{"active_12", "2020-02", "region",
			`SELECT region, count(DISTINCT ResellerKey) FROM lines WHERE day BETWEEN DATE '2019-03-01' AND DATE '2020-02-29' GROUP BY region`},

		{"new", "FY2019", "series",
			`SELECT fy, count(*) FROM (SELECT ResellerKey, min(fy) AS fy FROM years GROUP BY ResellerKey) WHERE fy <= 'FY2019' GROUP BY fy`},
		{"new", "FY2020-Q3", "series",
			`SELECT fq, count(*) FROM (SELECT ResellerKey, min(fq) AS fq FROM quarters GROUP BY ResellerKey) WHERE fq < 'FY2020-Q4' GROUP BY fq`},
		{"new", "2020-02", "series",
			`SELECT month, count(*) FROM (SELECT ResellerKey, min(month) AS month FROM lines GROUP BY ResellerKey) WHERE month <= '2020-02'
			GROUP BY month`},
		{"new", "FY2019", "business_type",
			`SELECT kind, count(*) FROM (SELECT kind, ResellerKey, min(fy) AS fy FROM lines GROUP BY ALL) WHERE fy = 'FY2019' GROUP BY kind`},
		{"retained", "FY2019", "", `SELECT count(*) FROM years JOIN years b USING (ResellerKey) WHERE years.n = 2019 AND b.n = 2018`},
		{"retained", "FY2020-Q3", "series",
			`SELECT q.fq, count(*) FROM quarters q JOIN quarters b ON b.ResellerKey = q.ResellerKey AND b.n = q.n - 1 WHERE q.fq < 'FY2020-Q4'
			GROUP BY q.fq`},
		{"retained", "FY2019", "business_type",
			`SELECT kind, count(*) FROM (SELECT kind, ResellerKey FROM lines GROUP BY ALL HAVING bool_or(fy = 'FY2018') AND bool_or(fy = 'FY2019'))
			GROUP BY kind`},
		{"returned", "FY2019", "", `SELECT 0`},
		{"returned", "FY2020-Q3", "series",
			`SELECT q.fq, count(*) FROM quarters q WHERE q.fq < 'FY2020-Q4'
				AND NOT EXISTS (SELECT 1 FROM quarters b WHERE b.ResellerKey = q.ResellerKey AND b.n = q.n - 1)
				AND EXISTS (SELECT 1 FROM quarters b WHERE b.ResellerKey = q.ResellerKey AND b.n < q.n - 1)
			GROUP BY q.fq`},
		{"lost", "FY2019", "", `SELECT count(*) FROM years WHERE n = 2018 AND ResellerKey NOT IN (SELECT ResellerKey FROM years WHERE n = 2019)`},
		{"lost", "FY2020-Q3", "series",
			`SELECT now.fq, count(*) FROM quarters b JOIN (SELECT DISTINCT fq, n FROM quarters) now ON now.n = b.n + 1
			WHERE now.fq < 'FY2020-Q4' AND NOT EXISTS (SELECT 1 FROM quarters q WHERE q.ResellerKey = b.ResellerKey AND q.n = now.n)
			GROUP BY now.fq`},
		{"lost", "FY2019", "region",
			`SELECT region, count(*) FROM (SELECT region, ResellerKey FROM lines WHERE fy <= 'FY2019' GROUP BY ALL HAVING bool_and(fy = 'FY2018'))
			GROUP BY region`},
		// Active is new, retained and returned together, in every period and for every member.
		{"unaccounted", "FY2020-Q3", "series", `SELECT DISTINCT fq, 0 FROM quarters WHERE fq < 'FY2020-Q4'`},
		{"unaccounted", "2020-05", "series", `SELECT DISTINCT month, 0 FROM lines`},
		{"unaccounted", "FY2020", "series", `SELECT DISTINCT fy, 0 FROM years`},
		{"unaccounted", "FY2019", "region", `SELECT DISTINCT region, 0 FROM lines WHERE fy = 'FY2019'`},

		{"retention", "FY2019", "",
			`SELECT count(now.n) / count(*) FROM years b LEFT JOIN years now ON now.ResellerKey = b.ResellerKey AND now.n = 2019 WHERE b.n = 2018`},
		{"retention", "FY2020-Q3", "series",
			`SELECT now.fq, (SELECT count(*) FROM quarters q JOIN quarters b USING (ResellerKey) WHERE q.n = now.n
			AND b.n = now.n - 1) / (SELECT count(*) FROM quarters WHERE n = now.n - 1)
			FROM (SELECT DISTINCT fq, n FROM quarters WHERE fq BETWEEN 'FY2018-Q2' AND 'FY2020-Q3') now`},
		{"retention", "FY2019", "business_type",
			`SELECT kind, count(*) FILTER (WHERE again) / count(*) FROM (SELECT kind, ResellerKey, bool_or(fy = 'FY2019') AS again FROM lines
			GROUP BY ALL HAVING bool_or(fy = 'FY2018')) GROUP BY kind`},
		{"retention_12", "2020-02", "",
			`SELECT count(*) FILTER (WHERE now) / count(*) FROM (
				SELECT bool_or(day BETWEEN DATE '2019-03-01' AND DATE '2020-02-29') AS now FROM lines
				GROUP BY ResellerKey HAVING bool_or(day BETWEEN DATE '2018-03-01' AND DATE '2019-02-28'))`},
		{"churn", "FY2019", "",
			`SELECT 1 - count(now.n) / count(*) FROM years b LEFT JOIN years now ON now.ResellerKey = b.ResellerKey AND now.n = 2019
			WHERE b.n = 2018`},

		{"retained_amount", "FY2020-Q3", "series",
			`SELECT q.fq, sum(q.sales) FROM quarters q JOIN quarters b ON b.ResellerKey = q.ResellerKey AND b.n = q.n - 1 WHERE q.fq < 'FY2020-Q4'
			GROUP BY q.fq`},
		{"lost_amount", "FY2019", "",
			`SELECT sum(sales) FROM years WHERE n = 2018 AND ResellerKey NOT IN (SELECT ResellerKey FROM years WHERE n = 2019)`},
		{"kept_amount", "FY2020-Q3", "series",
			`SELECT q.fq, sum(least(q.sales, b.sales)) FROM quarters q JOIN quarters b ON b.ResellerKey = q.ResellerKey AND b.n = q.n - 1
			WHERE q.fq < 'FY2020-Q4' GROUP BY q.fq`},
		{"nrr", "FY2019", "",
			`SELECT sum(now.sales) / sum(b.sales) FROM years b LEFT JOIN years now ON now.ResellerKey = b.ResellerKey AND now.n = 2019
			WHERE b.n = 2018`},
		{"nrr", "FY2020-Q3", "series",
			`SELECT now.fq, sum(q.sales) / sum(b.sales) FROM (SELECT DISTINCT fq, n FROM quarters WHERE fq < 'FY2020-Q4') now
			JOIN quarters b ON b.n = now.n - 1 LEFT JOIN quarters q ON q.ResellerKey = b.ResellerKey AND q.n = now.n GROUP BY now.fq`},
		{"nrr", "FY2019", "business_type",
			`WITH y AS (SELECT kind, ResellerKey, sum(CASE fy WHEN 'FY2018' THEN Sales ELSE 0 END) AS b, sum(CASE fy WHEN 'FY2019' THEN Sales ELSE 0 END) AS now FROM lines GROUP BY ALL)
			SELECT kind, sum(now) / sum(b) FROM (SELECT kind, b, CASE WHEN b > 0 THEN now ELSE 0 END AS now FROM y) GROUP BY kind`},
		{"grr", "FY2019", "",
			`SELECT sum(least(coalesce(now.sales, 0), b.sales)) / sum(b.sales) FROM years b LEFT JOIN years now ON now.ResellerKey = b.ResellerKey
			AND now.n = 2019 WHERE b.n = 2018`},
		{"grr", "FY2020-Q3", "series",
			`SELECT now.fq, sum(least(coalesce(q.sales, 0), b.sales)) / sum(b.sales) FROM (SELECT DISTINCT fq, n FROM quarters
			WHERE fq < 'FY2020-Q4') now
			JOIN quarters b ON b.n = now.n - 1 LEFT JOIN quarters q ON q.ResellerKey = b.ResellerKey AND q.n = now.n GROUP BY now.fq`},
		{"expansion", "FY2020-Q3", "series",
			`SELECT now.fq, sum(greatest(coalesce(q.sales, 0) - b.sales, 0)) / sum(b.sales) FROM (SELECT DISTINCT fq, n FROM quarters
			WHERE fq < 'FY2020-Q4') now
			JOIN quarters b ON b.n = now.n - 1 LEFT JOIN quarters q ON q.ResellerKey = b.ResellerKey AND q.n = now.n GROUP BY now.fq`},
		{"overkept", "FY2020-Q3", "series", `SELECT DISTINCT fq, 0 FROM quarters WHERE fq BETWEEN 'FY2018-Q2' AND 'FY2020-Q3'`},
		// What NRR has above GRR is what kept resellers bought more.
		{"unexplained", "FY2020-Q3", "series", `SELECT DISTINCT fq, 0 FROM quarters WHERE fq BETWEEN 'FY2018-Q2' AND 'FY2020-Q3'`},
		{"bike_buyers_kept", "FY2019", "region",
			`SELECT region, count(*) FROM (SELECT region, ResellerKey FROM lines WHERE category = 'Bikes' GROUP BY ALL HAVING bool_or(fy = 'FY2018')
			AND bool_or(fy = 'FY2019')) GROUP BY region`},

		{"top_10", "FY2019", "",
			`SELECT (SELECT sum(sales) FROM (SELECT sales FROM years WHERE n = 2019 ORDER BY sales DESC LIMIT 10)) / (SELECT sum(sales) FROM years
			WHERE n = 2019)`},
		{"top_10", "FY2019", "region",
			`WITH r AS (SELECT region, sum(Sales) AS sales, row_number() OVER (PARTITION BY region ORDER BY sum(Sales) DESC) AS place FROM lines
			WHERE fy = 'FY2019' GROUP BY region, ResellerKey)
			SELECT region, sum(sales) FILTER (WHERE place <= 10) / sum(sales) FROM r GROUP BY region`},
		{"top_10", "FY2020-Q3", "series",
			`WITH r AS (SELECT fq, sales, row_number() OVER (PARTITION BY fq ORDER BY sales DESC) AS place FROM quarters WHERE fq < 'FY2020-Q4')
			SELECT fq, sum(sales) FILTER (WHERE place <= 10) / sum(sales) FROM r GROUP BY fq`},
		{"top_3_sellers", "FY2019", "",
			`SELECT sum(sales) FILTER (WHERE place <= 3) / sum(sales) FROM (
				SELECT sum(Sales) AS sales, row_number() OVER (ORDER BY sum(Sales) DESC) AS place FROM lines WHERE fy = 'FY2019'
			GROUP BY EmployeeKey)`},
		// By name, as this KPI says: two pairs of resellers share one.
		{"top_10_of_bikes", "FY2019", "",
			`SELECT sum(sales) FILTER (WHERE place <= 10) / sum(sales) FROM (
				SELECT sum(Sales) AS sales, row_number() OVER (ORDER BY sum(Sales) DESC) AS place FROM lines WHERE fy = 'FY2019'
			AND category = 'Bikes' GROUP BY reseller)`},

		{"nrr", `FY2019 where group == "North America"`, "region",
			`WITH y AS (SELECT region, ResellerKey, sum(CASE fy WHEN 'FY2018' THEN Sales ELSE 0 END) AS b, sum(CASE fy WHEN 'FY2019' THEN Sales ELSE 0 END) AS now FROM lines
				WHERE area = 'North America' GROUP BY ALL)
			SELECT region, sum(CASE WHEN b > 0 THEN now ELSE 0 END) / sum(b) FROM y GROUP BY region`},
		{"lost_amount", `FY2020-Q3 where category == "Bikes"`, "series",
			`WITH q AS (SELECT ResellerKey, fq, 4 * CAST(fy[3:] AS INTEGER) + quarter AS n, sum(Sales) AS sales FROM lines WHERE category = 'Bikes'
			GROUP BY ALL)
			SELECT now.fq, sum(b.sales) FROM q b JOIN (SELECT DISTINCT fq, n FROM q) now ON now.n = b.n + 1
			WHERE now.fq < 'FY2020-Q4' AND NOT EXISTS (SELECT 1 FROM q WHERE q.ResellerKey = b.ResellerKey AND q.n = now.n) GROUP BY now.fq`},

		// Windows of customers: what counts is who bought in the window and in the one before it.
		{"new", "2020-02", "year to date",
			`SELECT count(*) FROM (SELECT min(day) AS first FROM lines GROUP BY ResellerKey) WHERE first BETWEEN DATE '2019-07-01' AND DATE '2020-02-29'`},
		{"retained", "2020-02", "year to date",
			`SELECT count(*) FROM (SELECT ResellerKey FROM lines GROUP BY ResellerKey
				HAVING bool_or(day BETWEEN DATE '2019-07-01' AND DATE '2020-02-29') AND bool_or(day BETWEEN DATE '2018-07-01' AND DATE '2019-02-28'))`},
		{"lost", "2020-02", "trailing 12",
			`SELECT count(*) FROM (SELECT ResellerKey FROM lines GROUP BY ResellerKey
				HAVING NOT bool_or(day BETWEEN DATE '2019-03-01' AND DATE '2020-02-29') AND bool_or(day BETWEEN DATE '2018-03-01' AND DATE '2019-02-28'))`},
		{"grr", "2020-02", "trailing 12",
			`SELECT sum(least(now, b)) / sum(b) FROM (
				SELECT sum(CASE WHEN day BETWEEN DATE '2019-03-01' AND DATE '2020-02-29' THEN Sales ELSE 0 END) AS now,
					sum(CASE WHEN day BETWEEN DATE '2018-03-01' AND DATE '2019-02-28' THEN Sales ELSE 0 END) AS b
				FROM lines GROUP BY ResellerKey)`},
		{"retained", "2018-11-05..2019-02-10", "",
			`SELECT count(*) FROM (SELECT ResellerKey FROM lines GROUP BY ResellerKey
				HAVING bool_or(day BETWEEN DATE '2018-11-05' AND DATE '2019-02-10') AND bool_or(day BETWEEN DATE '2018-07-30' AND DATE '2018-11-04'))`},
		{"top_10", "2020-02", "trailing 12",
			`SELECT sum(sales) FILTER (WHERE place <= 10) / sum(sales) FROM (
				SELECT sum(Sales) AS sales, row_number() OVER (ORDER BY sum(Sales) DESC) AS place FROM lines
				WHERE day BETWEEN DATE '2019-03-01' AND DATE '2020-02-29' GROUP BY ResellerKey)`},

		// A running year looks back at the whole of the last one, and is preliminary.
		{"retained", "FY2020", "", `SELECT count(*) FROM years JOIN years b USING (ResellerKey) WHERE years.n = 2020 AND b.n = 2019`},
		{"lost", "FY2020", "", `SELECT count(*) FROM years WHERE n = 2019 AND ResellerKey NOT IN (SELECT ResellerKey FROM years WHERE n = 2020)`},
		{"retention_so_far", "FY2020", "",
			`SELECT count(now.n) / count(*) FROM years b LEFT JOIN years now ON now.ResellerKey = b.ResellerKey AND now.n = 2020 WHERE b.n = 2019`},
		{"retention_so_far", "FY2019", "",
			`SELECT count(now.n) / count(*) FROM years b LEFT JOIN years now ON now.ResellerKey = b.ResellerKey AND now.n = 2019 WHERE b.n = 2018`},
		{"kept_amount", "FY2020", "",
			`SELECT sum(least(now.sales, b.sales)) FROM years now JOIN years b USING (ResellerKey) WHERE now.n = 2020 AND b.n = 2019`},
		{"returned", "FY2020", "",
			`SELECT count(*) FROM years WHERE n = 2020 AND ResellerKey IN (SELECT ResellerKey FROM years WHERE n = 2018)
			AND ResellerKey NOT IN (SELECT ResellerKey FROM years WHERE n = 2019)`},
	}
}

// resellerTargets asks how the sales stand against targets.
func resellerTargets() []byHand {
	return []byHand{
		{"plan", "FY2019", "", `SELECT sum(amount) FROM plans WHERE fy = 'FY2019' AND rep`},
		{"plan", "FY2019", "employee", `SELECT employee, sum(amount) FROM plans WHERE fy = 'FY2019' AND rep GROUP BY employee`},
		{"plan", "FY2020-Q3", "series", `SELECT fq, sum(amount) FROM plans WHERE fq < 'FY2020-Q4' AND rep GROUP BY fq`},
		{"plan", "2020-05", "series", `SELECT month, sum(amount) FROM plans WHERE month <= '2020-05' AND rep GROUP BY month`},
		{"plan_in_dollars", "2020-05", "series", `SELECT month, sum(amount) FROM plans WHERE month <= '2020-05' AND rep GROUP BY month`},
		{"plan_in_quotes", "2020-05", "series", `SELECT month, sum(amount) FROM plans WHERE month <= '2020-05' AND rep GROUP BY month`},
		{"plan_in_dollars", "FY2019", "employee", `SELECT employee, sum(amount) FROM plans WHERE fy = 'FY2019' AND rep GROUP BY employee`},
		{"plan_in_quotes", "FY2019", "employee", `SELECT employee, sum(amount) FROM plans WHERE fy = 'FY2019' AND rep GROUP BY employee`},

		// The targets of managers hold those of their teams once more: 0.4540 for representatives, 0.2575 with all.
		{"attainment", "FY2019", "", `SELECT 27420045.74 / 60400000`},
		{"attainment", "FY2019", "",
			`SELECT (SELECT sum(Sales) FROM lines WHERE fy = 'FY2019' AND rep) / (SELECT sum(amount) FROM plans WHERE fy = 'FY2019' AND rep)`},
		{"attainment_of_all", "FY2019", "", `SELECT 27979779.53 / 108650000`},
		{"attainment_of_all", "FY2019", "",
			`SELECT (SELECT sum(Sales) FROM lines WHERE fy = 'FY2019') / (SELECT sum(amount) FROM plans WHERE fy = 'FY2019')`},
		{"rep_revenue", "FY2019", "target", `SELECT sum(amount) FROM plans WHERE fy = 'FY2019' AND rep`},
		{"rep_revenue", "FY2019", "attained",
			`SELECT (SELECT sum(Sales) FROM lines WHERE fy = 'FY2019' AND rep) / (SELECT sum(amount) FROM plans WHERE fy = 'FY2019' AND rep)`},
		{"rep_revenue", "FY2019", "employee", `SELECT employee, sum(Sales) FROM lines WHERE fy = 'FY2019' AND rep GROUP BY employee`},
		{"attainment", "FY2019", "employee",
			`SELECT employee, coalesce(sales, 0) / amount FROM (SELECT employee, sum(amount) AS amount FROM plans WHERE fy = 'FY2019' AND rep
			GROUP BY employee)
			LEFT JOIN (SELECT employee, sum(Sales) AS sales FROM lines WHERE fy = 'FY2019' AND rep GROUP BY employee) USING (employee)`},
		{"attainment_of_all", "FY2019", "employee",
			`SELECT employee, coalesce(sales, 0) / amount FROM (SELECT employee, sum(amount) AS amount FROM plans WHERE fy = 'FY2019'
			GROUP BY employee)
			LEFT JOIN (SELECT employee, sum(Sales) AS sales FROM lines WHERE fy = 'FY2019' GROUP BY employee) USING (employee)`},
		{"attainment", "FY2019", "team",
			`SELECT team, sales / amount FROM (SELECT team, sum(amount) AS amount FROM plans WHERE fy = 'FY2019' AND rep GROUP BY team)
			JOIN (SELECT team, sum(Sales) AS sales FROM lines WHERE fy = 'FY2019' AND rep GROUP BY team) USING (team)`},
		{"attainment", "FY2020-Q3", "series",
			`SELECT fq, sales / amount FROM (SELECT fq, sum(amount) AS amount FROM plans WHERE rep GROUP BY fq)
			JOIN (SELECT fq, sum(Sales) AS sales FROM lines WHERE rep GROUP BY fq) USING (fq) WHERE fq < 'FY2020-Q4'`},
		{"attainment_to_date", "FY2020-Q3", "",
			`SELECT (SELECT sum(Sales) FROM lines WHERE day BETWEEN DATE '2019-07-01' AND DATE '2020-03-31' AND rep)
				/ (SELECT sum(amount) FROM plans WHERE first_day BETWEEN DATE '2019-07-01' AND DATE '2020-03-31' AND rep)`},
		{"attainment", "2020-02", "trailing 12",
			`SELECT (SELECT sum(Sales) FROM lines WHERE day BETWEEN DATE '2019-03-01' AND DATE '2020-02-29' AND rep)
				/ (SELECT sum(amount) FROM plans WHERE first_day BETWEEN DATE '2019-03-01' AND DATE '2020-02-29' AND rep)`},
		{"plan_of_year", "FY2019-Q2", "team", `SELECT team, sum(amount) FROM plans WHERE fy = 'FY2019' AND rep GROUP BY team`},
		{"to_go", "FY2019-Q2", "",
			`SELECT (SELECT sum(amount) FROM plans WHERE fy = 'FY2019' AND rep) - (SELECT sum(Sales) FROM lines WHERE day BETWEEN DATE '2018-07-01'
			AND DATE '2018-12-31' AND rep)`},

		{"mean_attainment", "FY2019", "team",
			`SELECT team, avg(coalesce(sales, 0) / amount) FROM (SELECT team, employee, sum(amount) AS amount FROM plans WHERE fy = 'FY2019' AND rep
			GROUP BY ALL)
			LEFT JOIN (SELECT employee, sum(Sales) AS sales FROM lines WHERE fy = 'FY2019' AND rep GROUP BY employee) USING (employee)
			GROUP BY team`},
		{"mean_attainment", "FY2020-Q3", "series",
			`SELECT fq, avg(coalesce(sales, 0) / amount) FROM (SELECT fq, employee, sum(amount) AS amount FROM plans WHERE rep AND fq < 'FY2020-Q4'
			GROUP BY ALL)
			LEFT JOIN (SELECT fq, employee, sum(Sales) AS sales FROM lines WHERE rep GROUP BY ALL) USING (fq, employee) GROUP BY fq`},
		{"with_target", "FY2020-Q3", "series", `SELECT fq, count(DISTINCT employee) FROM plans WHERE rep AND fq < 'FY2020-Q4' GROUP BY fq`},
		{"at_target", "FY2020-Q3", "series",
			`SELECT fq, count(*) FILTER (WHERE coalesce(sales, 0) >= amount) FROM (SELECT fq, employee, sum(amount) AS amount FROM plans WHERE rep
			AND fq < 'FY2020-Q4' GROUP BY ALL)
			LEFT JOIN (SELECT fq, employee, sum(Sales) AS sales FROM lines WHERE rep GROUP BY ALL) USING (fq, employee) GROUP BY fq`},
		{"at_target", "FY2019", "team",
			`SELECT team, count(*) FILTER (WHERE coalesce(sales, 0) >= amount) FROM (SELECT team, employee, sum(amount) AS amount FROM plans
			WHERE fy = 'FY2019' AND rep GROUP BY ALL)
			LEFT JOIN (SELECT employee, sum(Sales) AS sales FROM lines WHERE fy = 'FY2019' AND rep GROUP BY employee) USING (employee)
			GROUP BY team`},
		{"hit_rate", "FY2019", "", `SELECT 4 / 12`},
		{"months_at_target", "FY2019", "team",
			`SELECT team, count(*) FILTER (WHERE coalesce(sales, 0) >= amount) FROM (SELECT team, month, sum(amount) AS amount FROM plans
			WHERE fy = 'FY2019' AND rep GROUP BY ALL)
			LEFT JOIN (SELECT team, month, sum(Sales) AS sales FROM lines WHERE rep GROUP BY ALL) USING (team, month) GROUP BY team`},
		{"shortfall", "FY2019", "team",
			`SELECT team, sum(greatest(amount - coalesce(sales, 0), 0)) FROM (SELECT team, employee, sum(amount) AS amount FROM plans
			WHERE fy = 'FY2019' AND rep GROUP BY ALL)
			LEFT JOIN (SELECT employee, sum(Sales) AS sales FROM lines WHERE fy = 'FY2019' AND rep GROUP BY employee) USING (employee)
			GROUP BY team`},
		{"ahead_of_last_year", "FY2019", "team",
			`SELECT team, count(*) FROM (SELECT team, employee FROM lines WHERE rep GROUP BY ALL
				HAVING sum(CASE fy WHEN 'FY2019' THEN Sales ELSE 0 END) > sum(CASE fy WHEN 'FY2018' THEN Sales ELSE 0 END)) GROUP BY team`},
		{"sellers", "FY2020-Q3", "series", `SELECT fq, count(DISTINCT EmployeeKey) FROM lines WHERE fq < 'FY2020-Q4' GROUP BY fq`},
		{"revenue_per_seller", "FY2019", "region",
			`SELECT region, sum(Sales) / count(DISTINCT EmployeeKey) FROM lines WHERE fy = 'FY2019' GROUP BY region`},
		{"without_sales", "FY2019", "team",
			`SELECT team, count(DISTINCT employee) FROM plans WHERE fy = 'FY2019' AND amount > 0 AND employee NOT IN (SELECT employee FROM lines
			WHERE fy = 'FY2019') GROUP BY team`},
		{"without_sales", "FY2018", "",
			`SELECT count(DISTINCT employee) FROM plans WHERE fy = 'FY2018' AND amount > 0 AND employee NOT IN (SELECT employee FROM lines
			WHERE fy = 'FY2018')`},
		{"headcount", "2020-05", "team", `SELECT team, count(*) FROM people GROUP BY team`},
		{"never_sold", "2020-05", "employee", `SELECT Salesperson, 1 FROM people WHERE EmployeeKey NOT IN (SELECT EmployeeKey FROM lines)`},
		{"territories_each", "2020-05", "team",
			`SELECT team, count(*) / count(DISTINCT EmployeeKey) FROM people
			JOIN read_csv('$DATA/SalespersonRegion.csv', delim = '|', header = true) USING (EmployeeKey) WHERE rep GROUP BY team`},

		{"attainment", `FY2019 where team == "Europe"`, "employee",
			`SELECT employee, sales / amount FROM (SELECT employee, sum(amount) AS amount FROM plans WHERE fy = 'FY2019' AND rep AND team = 'Europe'
			GROUP BY employee)
			JOIN (SELECT employee, sum(Sales) AS sales FROM lines WHERE fy = 'FY2019' AND rep GROUP BY employee) USING (employee)`},

		// A month that runs has its share of the plan: half of November's 6.05M by the 15th, against sales of 1.60M.
		{"revenue", "2018-11 as of 2018-11-15", "", `SELECT 1595904.10`},
		{"revenue", "2018-11 as of 2018-11-15", "", `SELECT sum(Sales) FROM lines WHERE day BETWEEN DATE '2018-11-01' AND DATE '2018-11-15'`},
		{"plan", "2018-11 as of 2018-11-15", "", `SELECT 6050000 * 15 / 30`},
		{"plan", "2018-11 as of 2018-11-15", "employee",
			`SELECT employee, sum(amount) * 15 / 30 FROM plans WHERE month = '2018-11' AND rep GROUP BY employee`},
		{"plan_in_dollars", "2018-11 as of 2018-11-15", "employee",
			`SELECT employee, sum(amount) * 15 / 30 FROM plans WHERE month = '2018-11' AND rep GROUP BY employee`},
		{"rep_revenue", "2018-11 as of 2018-11-15", "target", `SELECT sum(amount) * 15 / 30 FROM plans WHERE month = '2018-11' AND rep`},
		{"attainment", "2018-11 as of 2018-11-15", "",
			`SELECT (SELECT sum(Sales) FROM lines WHERE day BETWEEN DATE '2018-11-01' AND DATE '2018-11-15' AND rep) / (SELECT sum(amount) * 15 / 30
			FROM plans WHERE month = '2018-11' AND rep)`},
		{"plan_of_year", "2018-11 as of 2018-11-15", "", `SELECT 60400000`},
		{"to_go", "2018-11 as of 2018-11-15", "",
			`SELECT 60400000 - (SELECT sum(Sales) FROM lines WHERE day BETWEEN DATE '2018-07-01' AND DATE '2018-11-15' AND rep)`},
		{"attainment_to_date", "2018-11 as of 2018-11-15", "team",
			`SELECT team, sales / amount FROM (SELECT team, sum(CASE month WHEN '2018-11' THEN amount * 15 / 30 ELSE amount END) AS amount FROM plans
				WHERE first_day BETWEEN DATE '2018-07-01' AND DATE '2018-11-15' AND rep GROUP BY team)
			JOIN (SELECT team, sum(Sales) AS sales FROM lines WHERE day BETWEEN DATE '2018-07-01' AND DATE '2018-11-15' AND rep
			GROUP BY team) USING (team)`},
		{"attainment", "FY2019-Q2 as of 2018-11-15", "employee",
			`SELECT employee, coalesce(sales, 0) / amount FROM (SELECT employee, sum(CASE month WHEN '2018-11' THEN amount * 15 / 30 ELSE amount END) AS amount FROM plans
				WHERE month IN ('2018-10', '2018-11') AND rep GROUP BY employee)
			LEFT JOIN (SELECT employee, sum(Sales) AS sales FROM lines WHERE day BETWEEN DATE '2018-10-01' AND DATE '2018-11-15' AND rep
			GROUP BY employee) USING (employee)`},
		{"mean_attainment", "FY2019-Q2 as of 2018-11-15", "team",
			`SELECT team, avg(coalesce(sales, 0) / amount) FROM (SELECT team, employee, sum(CASE month WHEN '2018-11' THEN amount * 15 / 30 ELSE amount END) AS amount FROM plans
				WHERE month IN ('2018-10', '2018-11') AND rep GROUP BY ALL)
			LEFT JOIN (SELECT employee, sum(Sales) AS sales FROM lines WHERE day BETWEEN DATE '2018-10-01' AND DATE '2018-11-15' AND rep
			GROUP BY employee) USING (employee) GROUP BY team`},
		{"at_target", "FY2019-Q2 as of 2018-11-15", "",
			`SELECT count(*) FROM (SELECT employee, sum(CASE month WHEN '2018-11' THEN amount * 15 / 30 ELSE amount END) AS amount FROM plans
				WHERE month IN ('2018-10', '2018-11') AND rep GROUP BY employee)
			JOIN (SELECT employee, sum(Sales) AS sales FROM lines WHERE day BETWEEN DATE '2018-10-01' AND DATE '2018-11-15' AND rep
			GROUP BY employee) USING (employee)
			WHERE sales >= amount`},
		{"attainment", "FY2019 as of 2018-11-15", "",
			`SELECT (SELECT sum(Sales) FROM lines WHERE day BETWEEN DATE '2018-07-01' AND DATE '2018-11-15' AND rep)
				/ (SELECT sum(CASE month WHEN '2018-11' THEN amount * 15 / 30 ELSE amount END) FROM plans WHERE first_day BETWEEN DATE '2018-07-01'
			AND DATE '2018-11-15' AND rep)`},
		{"attainment", "FY2020", "",
			`SELECT (SELECT sum(Sales) FROM lines WHERE fy = 'FY2020' AND rep) / (SELECT sum(amount) FROM plans WHERE fy = 'FY2020'
			AND month <= '2020-05' AND rep)`},
		{"plan", "2018-10-15..2018-11-15", "",
			`SELECT sum(CASE month WHEN '2018-10' THEN amount * 17 / 31 ELSE amount * 15 / 30 END) FROM plans WHERE month IN ('2018-10', '2018-11')
			AND rep`},
		{"growth_on_last_year", "2018-11 as of 2018-11-15", "",
			`SELECT sum(Sales) FILTER (WHERE day BETWEEN DATE '2018-11-01'
			AND DATE '2018-11-15') / sum(Sales) FILTER (WHERE day BETWEEN DATE '2017-11-01' AND DATE '2017-11-15') - 1 FROM lines`},
		{"growth_on_previous", "2018-11 as of 2018-11-15", "",
			`SELECT sum(Sales) FILTER (WHERE day BETWEEN DATE '2018-11-01'
			AND DATE '2018-11-15') / sum(Sales) FILTER (WHERE day BETWEEN DATE '2018-10-01' AND DATE '2018-10-15') - 1 FROM lines`},
		{"revenue_12", "2018-11 as of 2018-11-15", "", `SELECT sum(Sales) FROM lines WHERE day BETWEEN DATE '2017-12-01' AND DATE '2018-11-15'`},
	}
}
