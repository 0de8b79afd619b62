package load_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kpi/engine/load"
)

const withDeals = `
  deals: {file: deals.csv, columns: {id: integer, rep: text, amount: money, closed_on: date}}
  reps: {file: reps.csv, columns: {rep: text, region: text}}
  q:
    query: |
      $QUERY
    columns: {$COLUMNS}
`

var dealFiles = files{
	"deals.csv": "id,rep,amount,closed_on\n1,A,10,2026-01-05\n2,B,20.5,2026-02-05\n3,A,,\n",
	"reps.csv":  "rep,region\nA,North\nB,South\n",
}

func queryProject(t *testing.T, query, columns string) project {
	t.Helper()
	indented := strings.ReplaceAll(query, "\n", "\n      ")
	return newProject(t, strings.NewReplacer("$QUERY", indented, "$COLUMNS", columns).Replace(withDeals), dealFiles)
}

func TestQueries(t *testing.T) {
	tests := []struct{ name, query, columns, want string }{
		{"a join", "select d.id, r.region from deals d join reps r using (rep)", "id: integer, region: text", "1|North\n2|South\n3|North\n"},
		{"a sum of money", "select rep, sum(amount) as amount from deals group by all", "rep: text, amount: money", "A|10.0000\nB|20.5000\n"},
		{"a count and a mean", "select count(*) n, avg(amount) mean from deals", "n: count, mean: number", "3|15.25\n"},
		{"a sum of integers", "select sum(id) as n from deals", "n: integer", "6\n"},
		{"an amount that was divided", "select amount / 3 as third from deals where id = 1", "third: money", "3.3333\n"},
		{"WITH", "with a as (select id from deals), b as (select id + 1 as id from a) select * from b", "id: integer", "2\n3\n4\n"},
		{"a window", "select id, row_number() over (partition by rep order by id desc) as n from deals", "id: integer, n: integer", "1|2\n2|1\n3|1\n"},
		{"a union with a filter", "select rep as x from deals where amount is not null union all select region from reps", "x: text", "A\nB\nNorth\nSouth\n"},
		{"dates", "select date_trunc('month', closed_on)::date as m, closed_on + interval 3 days as d from deals where id = 1", "m: date, d: date", "2026-01-01|2026-01-08\n"},
		{"parts of dates", "select extract(year from closed_on) as y, date_diff('day', closed_on, date '2026-03-01') as n from deals where id = 1",
			"y: integer, n: integer", "2026|55\n"},
		{"conditions", "select case when rep in ('A') and not amount > 5 or rep like 'B%' then 'x' else coalesce(rep, '?') end as v from deals where amount between 1 and 50",
			"v: text", "A\nx\n"},
		{"text", "select upper(trim(rep)) || '-' || left(rep, 1) as v, replace(rep, 'A', '') = '' as e from deals where id = 1", "v: text, e: boolean", "A-A|true\n"},
		{"subqueries", "select id from deals where amount = (select max(amount) from deals) and exists (select 1 from reps)", "id: integer", "2\n"},
		{"VALUES", "select * from (values (1, 'a'), (2, 'b')) v(id, name)", "id: integer, name: text", "1|a\n2|b\n"},
		{"comments and a semicolon", "-- all\nselect id /* key */ from deals;", "id: integer", "1\n2\n3\n"},
		{"star, without a column", "select * exclude (amount, closed_on) from deals", "id: integer, rep: text", "1|A\n2|B\n3|A\n"},
		{"headers become names", "select id as \"Order ID\" from deals", "order_id: integer", "1\n2\n3\n"},
		{"names in another case", "SELECT ID FROM Deals", "id: integer", "1\n2\n3\n"},
		{"quantiles and filters", "select quantile_cont(amount, 0.5) as q, count(*) filter (where rep = 'A') as n from deals", "q: number, n: integer", "15.25|2\n"},
		{"a naive timestamp is local", "select closed_on + interval 10 hours as at from deals where id = 1", "at: timestamp", "2026-01-05 10:00:00-05\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := queryProject(t, test.query, test.columns).open(t)
			if diff := cmp.Diff(test.want, rows(t, data, texts+"q ORDER BY ALL")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What a stranger's pull request could try. None of it may run.
func TestQueriesThatAreRefused(t *testing.T) {
	tests := []struct{ code, query string }{
		{"query-not-select", "copy deals to 'x.csv'"},
		{"query-not-select", "copy deals from 'deals.csv'"},
		{"query-not-select", "attach 'x.db'"},
		{"query-not-select", "install httpfs"},
		{"query-not-select", "load httpfs"},
		{"query-not-select", "pragma version"},
		{"query-not-select", "set memory_limit = '1TB'"},
		{"query-not-select", "reset memory_limit"},
		{"query-not-select", "export database 'x'"},
		{"query-not-select", "create table x as select 1"},
		{"query-not-select", "insert into deals select * from deals"},
		{"query-not-select", "delete from deals"},
		{"query-not-select", "drop table deals"},
		{"query-not-select", "checkpoint"},
		{"query-not-select", "explain select 1"},
		{"query-not-select", "call pragma_version()"},
		{"query-not-select", "select 1; select 2"},
		{"query-not-select", "select 1; drop table deals"},
		{"query-not-select", "-- nothing"},
		{"query-not-select", "describe deals"},
		{"query-not-select", "show tables"},
		{"query-not-select", "summarize deals"},
		{"query-not-select", "select * from (describe deals)"},
		{"query-not-select", "with recursive x as (select 1 as n union all select n + 1 from x) select * from x"},
		{"query-not-select", "select * from deals using sample 10%"},
		{"query-not-select", "select * from deals tablesample 1 rows"},
		{"query-not-select", "pivot deals on rep using sum(amount)"},
		{"query-table", "select * from 'deals.csv'"},
		{"query-table", "select * from \"deals.csv\""},
		{"query-table", "select * from '/etc/passwd'"},
		{"query-table", "select * from 'https://localhost/x.csv'"},
		{"query-table", "select * from duckdb_settings"},
		{"query-table", "select * from information_schema.tables"},
		{"query-table", "select * from main.deals"},
		{"query-table", "select * from memory.main.deals"},
		{"query-table", "select * from pg_catalog.pg_tables"},
		{"query-table", "select * from sqlite_master"},
		{"query-table", "from nix"},
		{"query-table", "select (select max(x) from 'a.parquet')"},
		{"query-table", "with a as (select * from 'x.csv') select * from a"},
		{"query-table", "select * from (with sqlite_master as (select 1 as x) select * from sqlite_master), sqlite_master s"},
		{"query-table", "with a as (select * from b), b as (select 1) select * from a"},
		{"query-function", "select * from read_csv('deals.csv')"},
		{"query-function", "select * from read_text('/etc/passwd')"},
		{"query-function", "select * from read_blob('deals.csv')"},
		{"query-function", "select * from read_parquet('x.parquet')"},
		{"query-function", "select * from read_json_auto('x.json')"},
		{"query-function", "select * from glob('*')"},
		{"query-function", "select * from duckdb_settings()"},
		{"query-function", "select * from duckdb_secrets()"},
		{"query-function", "select * from pragma_table_info('deals')"},
		{"query-function", "select * from range(1000000000)"},
		{"query-function", "select * from generate_series(1, 1000000000)"},
		{"query-function", "select * from query('select 1')"},
		{"query-function", "select * from query_table('deals')"},
		{"query-function", "select * from unnest([1, 2])"},
		{"query-function", "select * from repeat_row(1, num_rows = 1000000000)"},
		{"query-function", "select * from json_execute_serialized_sql('x')"},
		{"query-function", "select getenv('HOME')"},
		{"query-function", "select current_setting('temp_directory')"},
		{"query-function", "select getvariable('x')"},
		{"query-function", "select repeat('x', 4000000000)"},
		{"query-function", "select lpad('x', 2000000000, 'y')"},
		{"query-function", "select rpad('x', 2000000000, 'y')"},
		{"query-function", "select format('{:>2000000000}', 'x')"},
		{"query-function", "select printf('%2000000000d', 1)"},
		{"query-function", "select bar(1, 0, 1, 2000000000)"},
		{"query-function", "select replace(rep, 'A', 'AAAAAAAAAA') from deals"},
		{"query-function", "select replace(rep, '', rep) from deals"},
		{"query-function", "select regexp_replace(rep, '', 'AAAA', 'g') from deals"},
		{"query-function", "select " + strings.Repeat("rep || ", 40) + "rep from deals"},
		{"query-function", "select string_agg(rep) from deals"},
		{"query-function", "select list(rep) from deals"},
		{"query-function", "select unnest(range(1000000000))"},
		{"query-function", "select range(1000000000)"},
		{"query-function", "select [1, 2]"},
		{"query-function", "select {'a': 1}"},
		{"query-function", "select rep[1] from deals"},
		{"query-function", "select list_transform([1], lambda x: x)"},
		{"query-function", "select columns('.*') from deals"},
		{"query-function", "select try(1 / 0)"},
		{"query-function", "select random()"},
		{"query-function", "select uuid()"},
		{"query-function", "select now()"},
		{"query-function", "select current_date"},
		{"query-function", "select current_timestamp"},
		{"query-function", "select age(closed_on) from deals"},
		{"query-function", "select nextval('x')"},
		{"query-function", "select $1"},
		{"query-function", "select rep::json from deals"},
		{"query-function", "select rep::integer[] from deals"},
		{"query-function", "select rep collate nocase from deals"},
		{"query-function", "select x.lower() from deals x"},
		{"query-function", "select error('x')"},
		{"query-function", "select sleep_ms(1000)"},
		{"query-function", "select json_serialize_sql('select 1')"},
		{"query-function", "select id from deals order by random()"},
		{"query-function", "select id from deals limit (select repeat('x', 10)::integer)"},
		{"query-function", "select sum(id) filter (where random() > 0) from deals"},
		{"query-function", "select sum(id) over (order by random()) from deals"},
		{"query-function", "select case when random() > 0 then 1 end"},
		{"query-function", "select id from deals group by id having random() > 0"},
		{"query-function", "select id from deals qualify random() > 0"},
		{"query-function", "select d.id from deals d join reps r on random() > 0"},
		{"query-function", "select * replace (random() as id) from deals"},
		{"query-function", "values (random())"},
		{"query-function", "select distinct on (random()) id from deals"},
		{"query-syntax", "selec 1"},
		{"query-syntax", "select 1 from"},
		{"query-syntax", "select 'open"},
		{"query-syntax", "select 1 /* open"},
		{"query-syntax", "select 1) as x, (select 2"},
		{"query-syntax", "select amout from deals"},
		{"query-syntax", "select lower(id, 2) from deals"},
		{"query-syntax", "select '" + strings.Repeat("x", 70000) + "'"},
	}
	for _, test := range tests {
		t.Run(test.query[:min(len(test.query), 60)], func(t *testing.T) {
			p := queryProject(t, test.query, "id: integer")
			got := p.findings(t)
			if !strings.Contains(got, "["+test.code+"]") {
				t.Errorf("%s is not in\n%s", test.code, got)
			}
			entries, err := os.ReadDir(p.Folder)
			if err != nil || len(entries) != 2 {
				t.Errorf("the folder has changed: %v %v", entries, err)
			}
		})
	}
}

func TestQueryFindingsStandAtTheirPlace(t *testing.T) {
	tests := []struct{ name, query, columns, want string }{
		{"a table", "select *\nfrom deal", "id: integer",
			`kpis.yaml:9:12: error: the query of source "q" reads "deal", which is no source [query-table]
  |
9 |       from deal
  |            ^^^^ did you mean "deals"?
   = sources: deals, reps
`},
		{"a function", "select\n  random() as id\nfrom deals", "id: integer",
			`kpis.yaml:9:9: error: the query of source "q" may not use the function "random" [query-function]
  |
9 |         random() as id
  |         ^^^^^^
   = a query is one SELECT over other sources, with plain functions and types
`},
		{"syntax, behind letters of two bytes", "select 'é' as x,\nfrm deals d", "id: integer",
			`kpis.yaml:9:16: error: the query of source "q" is not right: syntax error at or near "d" [query-syntax]
  |
9 |       frm deals d
  |                ^
`},
		{"a column", "select id,\n  amout from deals", "id: integer",
			`kpis.yaml:9:9: error: the query of source "q" is not right: referenced column "amout" not found in FROM clause [query-syntax]
  |
9 |         amout from deals
  |         ^^^^^
`},
		{"a column that the contract wants", "select id from deals", "idd: integer",
			`kpis.yaml:9:15: error: the query of source "q" has no column "idd" [missing-column]
  |
9 |     columns: {idd: integer}
  |               ^^^ did you mean "id"?
   = columns of the query of source "q": id
`},
		{"a type", "select rep as id from deals", "id: integer",
			`kpis.yaml:9:19: error: column "id" is text in the query of source "q" and cannot be read as integer [wrong-type]
  |
9 |     columns: {id: integer}
  |                   ^^^^^^^
`},
		{"a failure while it runs", "select rep::integer as id from deals", "id: integer",
			`kpis.yaml:8:17: error: the query of source "q" stops: could not convert string 'A' to INT32 when casting from source column rep [query-failed]
  |
8 |       select rep::integer as id from deals
  |                 ^
`},
		{"no rows", "select id from deals where false", "id: integer",
			`kpis.yaml:8:7: error: the query of source "q" has no rows [no-rows]
  |
8 |       select id from deals where false
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`},
		{"values without a counterpart", "select amount / 0 as x from deals", "x: number",
			`kpis.yaml:9:15: error: column "x" of the query of source "q" has 2 values that are not a finite number, such as inf [bad-value]
  |
9 |     columns: {x: number}
  |               ^
   = on_bad_row: skip leaves their rows out and counts them in every report
`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := queryProject(t, test.query, test.columns)
			_, list, err := load.Open(t.Context(), p.Options)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, printed(list, p.Folder, p.catalog)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestQueriesOverQueriesRunInTheirOrder(t *testing.T) {
	p := newProject(t, `
  c: {query: "select n + 1 as n from b", columns: {n: integer}}
  b: {query: "select n + 1 as n from a", columns: {n: integer}}
  a: {file: a.csv, columns: {n: integer}}
`, files{"a.csv": "n\n1\n"})
	data := p.open(t)
	if got, want := rows(t, data, texts+"c"), "3\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := data.Tables[0].Source.ID; got != "c" {
		t.Errorf("the first table is %q, want c", got)
	}
	if left := rows(t, data, "SELECT table_name FROM duckdb_tables() ORDER BY ALL"); left != "a\nb\nc\n" {
		t.Errorf("tables: %s", left)
	}
}

func TestQueriesThatReadEachOther(t *testing.T) {
	p := newProject(t, `
  a: {query: "select n from b", columns: {n: integer}}
  b: {query: "select n from c", columns: {n: integer}}
  c: {query: "select n from a", columns: {n: integer}}
  d: {query: "select n from d", columns: {n: integer}}
`, nil)
	want := `kpis.yaml:4:14: error: the query of source "a" reads itself: a → b → c → a [query-cycle]

kpis.yaml:7:14: error: the query of source "d" reads itself: d → d [query-cycle]
`
	if diff := cmp.Diff(want, p.findings(t)); diff != "" {
		t.Error(diff)
	}
}

// An override gives a query's source rows of a file.
func TestAQueryCanBeReplacedByAFile(t *testing.T) {
	p := newProject(t, "  q: {query: \"select n from nowhere\", columns: {n: integer}}\n", files{"n.csv": "n\n5\n"})
	p.Overrides = map[string]string{"q": filepath.Join(p.Folder, "n.csv")}
	if got, want := rows(t, p.open(t), texts+"q"), "5\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
