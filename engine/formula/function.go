package formula

import "kpi/engine/unit"

// A Scope is where a function may stand.
type Scope string

// The scopes.
const (
	Row    Scope = "row"       // inside an aggregate, in fields: and where:
	KPI    Scope = "kpi"       // outside aggregates
	Both   Scope = "both"      // a function of values
	Reduce Scope = "aggregate" // turns rows into a number
	Shift  Scope = "window"    // moves or widens the window of what is inside
	// Members functions compute what is inside once for each member, or without
	// the filter of a dimension.
	Members Scope = "members"
	// Verdict functions tell what a KPI is judged by: in rules.
	Verdict Scope = "verdict"
)

// A Function is one line of the language: what it takes, gives and means.
type Function struct {
	Name     string
	Scope    Scope
	Params   []Param
	Required int // of Params
	// Additive aggregates of parts add up, or combine, to the aggregate of the
	// whole, so that periods need not be read again.
	Additive bool
	// Result is the type of the value, given the types of the arguments that
	// are there. Nullability of arguments is passed on where Strict.
	Result  func(args []Type) Type
	Strict  bool // missing in, missing out
	Doc     string
	Example string
}

// A Param is one argument: its name and the kinds that it takes.
type Param struct {
	Name  string
	Kinds []Kind // empty takes every kind
}

var (
	anything   = []Kind(nil)
	numbers    = []Kind{Number}
	texts      = []Kind{Text}
	dates      = []Kind{Date, Timestamp}
	conditions = []Kind{Boolean}
	condition  = Param{"condition", conditions}
	x          = Param{"x", numbers}
	day        = Param{"date", dates}
	value      = Param{"text", texts}
	period     = Param{"unit", texts}
	entity     = Param{"entity", anything}
	per        = Param{"per", anything}
)

func gives(t Type) func([]Type) Type { return func([]Type) Type { return t } }

func first(args []Type) Type { return args[0] }

// counted is the type of a number of rows or entities; it is never missing.
var counted = Type{Kind: Number, Unit: unit.Count, Storage: Integer}

func numberIn(u unit.Unit) func([]Type) Type {
	return gives(Type{Kind: Number, Unit: u})
}

func integerIn(u unit.Unit) func([]Type) Type {
	return gives(Type{Kind: Number, Unit: u, Storage: Integer})
}

// measured is the type of a mean or a percentile: the unit of what is
// measured, not stored exactly, missing where there is no row.
func measured(args []Type) Type {
	return Type{Kind: Number, Unit: args[0].Unit, Nullable: true}
}

// percentage is the type of a part of a whole; it is missing where the whole is
// nothing.
func percentage([]Type) Type {
	return Type{Kind: Number, Unit: unit.Percent, Nullable: true}
}

func extreme(args []Type) Type {
	t := args[0]
	t.Nullable = true
	return t
}

func real(args []Type) Type {
	return Type{Kind: Number, Unit: args[0].Unit}
}

// Functions is the language's table of functions: aggregates, windows, then
// functions of values.
var Functions = []*Function{
	{Name: "sum", Scope: Reduce, Params: []Param{x, condition}, Required: 1, Additive: true, Result: first,
		Doc: "adds x over the rows, or over the rows that meet the condition; no row gives 0", Example: `sum(amount, won)`},
	{Name: "count", Scope: Reduce, Params: []Param{condition}, Additive: true, Result: gives(counted),
		Doc: "counts the rows, or the rows that meet the condition; a missing condition is not met", Example: `count(won)`},
	{Name: "count_distinct", Scope: Reduce, Params: []Param{{"x", anything}, condition}, Required: 1, Result: gives(counted),
		Doc: "counts the different values of x; missing values are not counted", Example: `count_distinct(customer_id)`},
	{Name: "avg", Scope: Reduce, Params: []Param{x, condition}, Required: 1, Additive: true, Result: measured,
		Doc: "is the mean of x over the rows where x is not missing", Example: `avg(cycle_days, won)`},
	{Name: "median", Scope: Reduce, Params: []Param{x, condition}, Required: 1, Result: measured,
		Doc: "is the middle value of x, or the mean of the two middle values", Example: `median(amount, won)`},
	{Name: "percentile", Scope: Reduce, Params: []Param{x, {"p", numbers}, condition}, Required: 2, Result: measured,
		Doc: "is the value that the share p of the rows does not pass, interpolated linearly; p is a number from 0 to 1", Example: `percentile(cycle_days, 0.9, won)`},
	{Name: "min", Scope: Reduce, Params: []Param{x, condition}, Required: 1, Additive: true, Result: extreme,
		Doc: "is the smallest x over the rows", Example: `min(amount, won)`},
	{Name: "max", Scope: Reduce, Params: []Param{x, condition}, Required: 1, Additive: true, Result: extreme,
		Doc: "is the largest x over the rows", Example: `max(amount, won)`},
	{Name: "share", Scope: Reduce, Params: []Param{{"a", conditions}, {"b", conditions}}, Required: 2, Result: percentage,
		Doc: "is the part of the rows that meet b which meet a, too: count(a and b) / count(b)", Example: `share(won, stage in ["Won", "Lost"])`},
	{Name: "top_share", Scope: Reduce, Params: []Param{x, {"n", numbers}, entity, condition}, Required: 3, Result: percentage,
		Doc: "is the part of the sum of x that the n entities with the largest sums have; rows without an entity are in the whole only", Example: `top_share(amount, 10, account, won)`},
	{Name: "new_count", Scope: Reduce, Params: []Param{entity, condition}, Required: 1, Result: gives(counted),
		Doc: "counts the entities with a row in the period and none before it", Example: `new_count(account)`},
	{Name: "retained_count", Scope: Reduce, Params: []Param{entity, condition}, Required: 1, Result: gives(counted),
		Doc: "counts the entities with a row in the period and one in the previous period", Example: `retained_count(account)`},
	{Name: "returned_count", Scope: Reduce, Params: []Param{entity, condition}, Required: 1, Result: gives(counted),
		Doc: "counts the entities with a row in the period, none in the previous period, and one before", Example: `returned_count(account)`},
	{Name: "lost_count", Scope: Reduce, Params: []Param{entity, condition}, Required: 1, Result: gives(counted),
		Doc: "counts the entities with a row in the previous period and none in this one", Example: `lost_count(account)`},
	{Name: "retained_sum", Scope: Reduce, Params: []Param{x, entity, condition}, Required: 2, Result: first,
		Doc: "adds the x of this period over the entities that retained_count counts", Example: `retained_sum(amount, account)`},
	{Name: "lost_sum", Scope: Reduce, Params: []Param{x, entity, condition}, Required: 2, Result: first,
		Doc: "adds the x of the previous period over the entities that lost_count counts", Example: `lost_sum(amount, account)`},
	{Name: "kept_sum", Scope: Reduce, Params: []Param{x, entity, condition}, Required: 2, Result: first,
		Doc: "adds over all entities the smaller of the x of this period and of the previous one, and never less than 0", Example: `kept_sum(amount, account)`},

	{Name: "previous", Scope: Shift, Params: []Param{x, {"n", numbers}}, Required: 1, Result: extreme,
		Doc: "is x one period earlier, or n periods, each as long as the window at hand", Example: `previous(revenue)`},
	{Name: "last_year", Scope: Shift, Params: []Param{x, {"n", numbers}}, Required: 1, Result: extreme,
		Doc: "is x in the same period one year earlier, or n years", Example: `last_year(revenue) * 1.1`},
	{Name: "trailing", Scope: Shift, Params: []Param{x, {"span", texts}}, Required: 2, Result: extreme,
		Doc: "is x over the span that ends with the period", Example: `trailing(win_rate, "12 months")`},
	{Name: "to_date", Scope: Shift, Params: []Param{x, period}, Required: 2, Result: extreme,
		Doc: "is x from the start of the enclosing week, month, quarter or year to the end of the period", Example: `to_date(revenue, "year")`},
	{Name: "whole", Scope: Shift, Params: []Param{x, period}, Required: 2, Result: extreme,
		Doc: "is x over the entire enclosing week, month, quarter or year, rows of the future included", Example: `whole(quota, "quarter")`},
	{Name: "growth", Scope: Shift, Params: []Param{x, {"base", texts}}, Required: 1,
		Result: gives(Type{Kind: Number, Unit: unit.Percent, Nullable: true}),
		Doc:    `is the change on last year, or with "previous" on the previous period, as a part of the base; no value where the base is zero or the sign changes`, Example: `growth(revenue, "previous")`},

	{Name: "sum_each", Scope: Members, Params: []Param{x, per}, Required: 2, Result: extreme,
		Doc: "computes x once for each member of per and adds the results; a member without a value is left out", Example: `sum_each(revenue * win_rate, region)`},
	{Name: "avg_each", Scope: Members, Params: []Param{x, per}, Required: 2, Result: measured,
		Doc: "computes x once for each member of per and takes the mean of the results; a member without a value is left out", Example: `avg_each(revenue, "month")`},
	{Name: "count_each", Scope: Members, Params: []Param{condition, per}, Required: 2, Result: gives(counted),
		Doc: "computes the condition once for each member of per and counts where it is true", Example: `count_each(revenue > 10k, region)`},
	{Name: "total", Scope: Members, Params: []Param{x, {"dimension", anything}}, Required: 1, Result: first,
		Doc: "is x without the filter of a dimension, also in the line of a member", Example: `revenue / total(revenue)`},

	{Name: "target", Scope: Verdict, Params: []Param{{"kpi", numbers}}, Required: 1, Result: extreme,
		Doc: "is what the value of a KPI is compared with; no value for a range", Example: `target(revenue)`},
	{Name: "status", Scope: Verdict, Params: []Param{{"kpi", numbers}}, Required: 1, Result: gives(Type{Kind: Text, Nullable: true}),
		Doc: `is compared with "on_track", "at_risk" or "off_track"; no value where the KPI cannot be judged`, Example: `status(revenue) == "off_track"`},

	{Name: "if", Scope: Both, Params: []Param{condition, {"value", anything}, {"otherwise", anything}}, Required: 3,
		Doc: "is value where the condition is true, else otherwise", Example: `if(stage == "Won", amount, 0)`},
	{Name: "missing", Scope: Both, Params: []Param{{"x", anything}}, Required: 1, Result: gives(Type{Kind: Boolean}),
		Doc: "is true where x has no value", Example: `count(missing(account))`},
	{Name: "abs", Scope: Both, Params: []Param{x}, Required: 1, Result: first, Strict: true,
		Doc: "is x without its sign", Example: `abs(actual - forecast)`},
	{Name: "round", Scope: Both, Params: []Param{x, {"digits", numbers}}, Required: 1, Result: real, Strict: true,
		Doc: "rounds x half away from zero, to digits after the point (0 where not given)", Example: `round(amount, 2)`},
	{Name: "floor", Scope: Both, Params: []Param{x}, Required: 1, Result: real, Strict: true,
		Doc: "is the largest whole number that is not above x", Example: `floor(days / 7)`},
	{Name: "ceil", Scope: Both, Params: []Param{x}, Required: 1, Result: real, Strict: true,
		Doc: "is the smallest whole number that is not below x", Example: `ceil(days / 7)`},
	{Name: "smaller", Scope: Both, Params: []Param{{"a", numbers}, {"b", numbers}}, Required: 2, Strict: true,
		Doc: "is the smaller of two numbers; missing where either is", Example: `smaller(amount, list_amount)`},
	{Name: "larger", Scope: Both, Params: []Param{{"a", numbers}, {"b", numbers}}, Required: 2, Strict: true,
		Doc: "is the larger of two numbers; missing where either is", Example: `larger(quota - revenue, 0)`},

	{Name: "lower", Scope: Row, Params: []Param{value}, Required: 1, Result: gives(Type{Kind: Text}), Strict: true,
		Doc: "is the text in lower case", Example: `lower(country)`},
	{Name: "upper", Scope: Row, Params: []Param{value}, Required: 1, Result: gives(Type{Kind: Text}), Strict: true,
		Doc: "is the text in upper case", Example: `upper(country)`},
	{Name: "trim", Scope: Row, Params: []Param{value}, Required: 1, Result: gives(Type{Kind: Text}), Strict: true,
		Doc: "is the text without white space at its ends", Example: `trim(stage)`},
	{Name: "length", Scope: Row, Params: []Param{value}, Required: 1, Result: integerIn(unit.Count), Strict: true,
		Doc: "is the number of characters", Example: `length(postcode)`},
	{Name: "year", Scope: Row, Params: []Param{day}, Required: 1, Result: integerIn(unit.Number), Strict: true,
		Doc: "is the calendar year of a date", Example: `year(closed_on)`},
	{Name: "month", Scope: Row, Params: []Param{day}, Required: 1, Result: integerIn(unit.Number), Strict: true,
		Doc: "is the month of a date, 1 to 12", Example: `month(closed_on)`},
	{Name: "day", Scope: Row, Params: []Param{day}, Required: 1, Result: integerIn(unit.Number), Strict: true,
		Doc: "is the day of the month of a date, 1 to 31", Example: `day(closed_on)`},
	{Name: "weekday", Scope: Row, Params: []Param{day}, Required: 1, Result: integerIn(unit.Number), Strict: true,
		Doc: "is the day of the week of a date, 1 is Monday and 7 is Sunday", Example: `weekday(closed_on) >= 6`},
	{Name: "days_between", Scope: Row, Params: []Param{{"from", dates}, {"until", dates}}, Required: 2, Result: integerIn(unit.Days), Strict: true,
		Doc: "is the number of days from one date to another; 0 on the same day", Example: `days_between(created_on, closed_on)`},
	{Name: "workdays_between", Scope: Row, Params: []Param{{"from", dates}, {"until", dates}}, Required: 2, Result: integerIn(unit.Days), Strict: true,
		Doc: "is the number of working days from one date to another, both counted, less 1, as NETWORKDAYS(from, until) - 1: 0 on the same working day; Saturdays, Sundays and the holidays of the calendar do not count", Example: `workdays_between(created_on, closed_on)`},
	{Name: "hours_between", Scope: Row, Params: []Param{{"from", []Kind{Timestamp}}, {"until", []Kind{Timestamp}}}, Required: 2, Result: numberIn(unit.Hours), Strict: true,
		Doc: "is the time from one timestamp to another in hours, with fractions", Example: `hours_between(created_at, answered_at)`},
	{Name: "months_between", Scope: Row, Params: []Param{{"from", dates}, {"until", dates}}, Required: 2, Result: integerIn(unit.Months), Strict: true,
		Doc: "is the number of full months from one date to another", Example: `months_between(since, ordered_on)`},
	{Name: "period_start", Scope: Row, Params: []Param{period}, Result: gives(Type{Kind: Date}),
		Doc: "is the first day of the period that is computed, or of the week, month, quarter or year around it; without brackets, too", Example: `created_on >= period_start("year")`},
	{Name: "period_end", Scope: Row, Params: []Param{period}, Result: gives(Type{Kind: Date}),
		Doc: "is the last day of the period that is computed, or of the week, month, quarter or year around it, and never after the last day of the data; without brackets, too", Example: `days_between(created_on, period_end())`},
	{Name: "date", Scope: Row, Params: []Param{value}, Required: 1, Result: gives(Type{Kind: Date}),
		Doc: "is a date, written as year-month-day", Example: `date("2026-01-31")`},
}

// Lookup returns the function of that name, or nil.
func Lookup(name string) *Function {
	return byName[name]
}

var byName = index(Functions)

func index(functions []*Function) map[string]*Function {
	m := make(map[string]*Function, len(functions))
	for _, f := range functions {
		m[f.Name] = f
	}
	return m
}
