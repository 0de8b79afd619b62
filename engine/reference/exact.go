package reference

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"

	"kpi/engine/calendar"
)

// exact returns a whole number or an amount of money as it is; ok is false for
// a binary float.
func exact(v any) (r *big.Rat, ok bool) {
	switch v := v.(type) {
	case int64:
		return new(big.Rat).SetInt64(v), true
	case *big.Rat:
		return v, true
	}
	return nil, false
}

// float returns the binary float next to a number.
func float(v any) float64 {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case *big.Rat:
		f, _ := v.Float64()
		return f
	case float64:
		return v
	}
	panic(fmt.Sprintf("reference: %T is no number", v))
}

// arithmetic computes x op y. It is nil where the result is not finite.
func arithmetic(op string, x, y any) any {
	if op == "/" || op == "^" {
		return quotient(op, float(x), float(y))
	}
	if a, ok := x.(int64); ok {
		if b, ok := y.(int64); ok && small(a) && small(b) {
			return whole(op, a, b)
		}
	}
	a, isExact := exact(x)
	b, both := exact(y)
	if !isExact || !both {
		return finite(binaryFloat(op, float(x), float(y)))
	}
	r := new(big.Rat)
	switch op {
	case "+":
		return r.Add(a, b)
	case "-":
		return r.Sub(a, b)
	}
	return r.Mul(a, b)
}

func small(v int64) bool { return -1<<30 < v && v < 1<<30 }

func whole(op string, a, b int64) any {
	switch op {
	case "+":
		return a + b
	case "-":
		return a - b
	}
	return a * b
}

func binaryFloat(op string, a, b float64) float64 {
	switch op {
	case "+":
		return a + b
	case "-":
		return a - b
	}
	return a * b
}

func quotient(op string, a, b float64) any {
	if op == "^" {
		return finite(math.Pow(a, b))
	}
	if b == 0 {
		return nil
	}
	return finite(a / b)
}

// finite is v, or nil where v is no number.
func finite(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}

// order compares two values that are there: -1, 0 or 1.
func order(x, y any) int {
	switch x := x.(type) {
	case string:
		return strings.Compare(x, y.(string))
	case bool:
		return cmp.Compare(bit(x), bit(y.(bool)))
	case calendar.Date:
		return cmp.Compare(x, y.(calendar.Date))
	case time.Time:
		return x.Compare(y.(time.Time))
	}
	a, isExact := exact(x)
	b, both := exact(y)
	if isExact && both {
		return a.Cmp(b)
	}
	return cmp.Compare(float(x), float(y))
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// identity is a key that two values share where they are equal.
func identity(v any) string {
	switch v := v.(type) {
	case float64:
		return fmt.Sprintf("%v", v+0) // −0 is 0
	case *big.Rat:
		return v.RatString()
	case int64:
		return fmt.Sprint(v)
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano)
	}
	return fmt.Sprint(v)
}
