package formula

import (
	"regexp"
	"strconv"
	"strings"
)

// foreign are functions of spreadsheets and SQL, in upper case, with our way to
// write them: {2:condition} is the second argument, or the word where it is not
// that simple.
var foreign = map[string]string{
	"SUMIF": "sum({3:amount}, {1:column} == {2:value})", "SUMIFS": "sum({1:amount}, {2:column} == {3:value})",
	"COUNTIF": "count({1:column} == {2:value})", "COUNTIFS": "count({1:column} == {2:value})", "COUNTA": "count(not missing({1:column}))",
	"AVERAGEIF": "avg({3:amount}, {1:column} == {2:value})", "AVERAGEIFS": "avg({1:amount}, {2:column} == {3:value})",
	"AVERAGE": "avg({1:amount})", "MEAN": "avg({1:amount})", "CALCULATE": "sum(amount, condition)", "FILTER": "sum(amount, condition)",
	"DISTINCTCOUNT": "count_distinct({1:column})", "UNIQUE": "count_distinct({1:column})", "COUNTROWS": "count()",
	"DIVIDE": "{1:a} / {2:b}", "SAFE_DIVIDE": "{1:a} / {2:b}", "NULLIF": "a / b: a division by zero is no value",
	"IFERROR": "{1:x} ?? {2:0}", "COALESCE": "{1:x} ?? {2:0}", "IFNULL": "{1:x} ?? {2:0}", "NVL": "{1:x} ?? {2:0}",
	"ISNULL": "missing({1:x})", "ISBLANK": "missing({1:x})", "IS_NULL": "missing({1:x})",
	"DATEDIFF": "days_between({1:from}, {2:until})", "DATE_DIFF": "days_between(from, until)", "DATEDIF": "days_between(from, until)",
	"NETWORKDAYS": "days_between({1:from}, {2:until}), which counts every day",
	"TOTALYTD":    `to_date({1:x}, "year")`, "TOTALQTD": `to_date({1:x}, "quarter")`, "TOTALMTD": `to_date({1:x}, "month")`,
	"SAMEPERIODLASTYEAR": "last_year({1:x})", "LAG": "previous({1:x})", "LEN": "length({1:text})",
	"LEAST": "smaller({1:a}, {2:b})", "GREATEST": "larger({1:a}, {2:b})",
	"VLOOKUP": "rep.region, with rep under joins:", "XLOOKUP": "rep.region, with rep under joins:", "LOOKUP": "rep.region, with rep under joins:",
	"DATE_TRUNC": "the aggregate alone: each period is computed for itself", "IFNA": "{1:x} ?? {2:0}", "ISERROR": "missing({1:x})",
	"PERCENTILE.INC": "percentile({1:x}, {2:0.9})", "QUANTILE": "percentile({1:x}, {2:0.9})",
	"CASE": "if(condition, value, other value)", "IIF": "if({1:condition}, {2:value}, {3:other value})",
	"AND": "{1:a} and {2:b}", "OR": "{1:a} or {2:b}", "NOT": "not {1:a}",
}

var placeholder = regexp.MustCompile(`\{(\d):([^}]*)\}`)

// hint returns our spelling of a function that does not exist, filled in with
// the arguments of n, and "" where none is known.
func hint(n *Call) string {
	const short = 80
	name := strings.ToUpper(n.Name)
	if n.Qualifier != nil {
		// PERCENTILE.INC reads as a function INC of a source.
		name = strings.ToUpper(n.Qualifier.Name) + "." + name
	}
	if template, ok := foreign[name]; ok {
		fits := len(n.Args) == len(placeholder.FindAllString(template, -1))
		filled := placeholder.ReplaceAllStringFunc(template, func(hole string) string {
			m := placeholder.FindStringSubmatch(hole)
			i, _ := strconv.Atoi(m[1])
			if fits {
				return operand(n.Args[i-1])
			}
			return m[2]
		})
		if len(filled) <= short || !fits {
			return filled
		}
		return hint(&Call{Name: n.Name})
	}
	f := Lookup(strings.ToLower(n.Name))
	if f == nil {
		return ""
	}
	if ours := Format(&Call{Name: f.Name, Qualifier: n.Qualifier, Args: n.Args}); len(n.Args) > 0 && len(ours) <= short {
		return ours
	}
	return f.Example
}
