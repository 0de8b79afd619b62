package reference

import (
	"fmt"
	"math"

	"kpi/engine/status"
	"kpi/engine/unit"
)

// numberFunctions are the functions of values over numbers.
var numberFunctions = map[string]func(x, y Value) Value{
	"abs": func(x, _ Value) Value { return about(math.Abs(x.Number), x.Slack) },
	"round": func(x, y Value) Value {
		return stepped(x, func(v float64) float64 { return rounded(v, int(y.Number)) })
	},
	"floor":   func(x, _ Value) Value { return stepped(x, math.Floor) },
	"ceil":    func(x, _ Value) Value { return stepped(x, math.Ceil) },
	"smaller": func(x, y Value) Value { return about(math.Min(x.Number, y.Number), max(x.Slack, y.Slack)) },
	"larger":  func(x, y Value) Value { return about(math.Max(x.Number, y.Number), max(x.Slack, y.Slack)) },
}

// stepped applies a function that jumps: where the slack of x reaches a jump,
// nothing is known.
func stepped(x Value, f func(float64) float64) Value {
	if f(x.Number-x.Slack) != f(x.Number+x.Slack) {
		return unknown
	}
	return about(f(x.Number), 0)
}

// operate computes x op y of numbers that are there.
func operate(op string, x, y Value) Value {
	switch op {
	case "+":
		return about(x.Number+y.Number, x.Slack+y.Slack)
	case "-":
		return about(x.Number-y.Number, x.Slack+y.Slack)
	case "*":
		return about(x.Number*y.Number, math.Abs(x.Number)*y.Slack+math.Abs(y.Number)*x.Slack+x.Slack*y.Slack)
	case "/":
		return divided(x, y)
	case "^":
		return raised(x, y)
	case "==", "!=", "<", "<=", ">", ">=":
		return comparedNumbers(op, x, y)
	}
	panic(fmt.Sprintf("reference: operator %q over numbers", op))
}

func divided(x, y Value) Value {
	switch {
	case y.Number == 0 && y.Slack == 0:
		return none(status.ZeroDivision)
	case math.Abs(y.Number) <= y.Slack:
		return unknown
	}
	q := x.Number / y.Number
	return about(q, (x.Slack+math.Abs(q)*y.Slack)/(math.Abs(y.Number)-y.Slack))
}

// raised is as far off as the corners of what x and y may be.
func raised(x, y Value) Value {
	v, slack := math.Pow(x.Number, y.Number), 0.0
	if x.Slack == 0 && y.Slack == 0 {
		return about(v, 0)
	}
	for _, dx := range []float64{-x.Slack, x.Slack} {
		for _, dy := range []float64{-y.Slack, y.Slack} {
			slack = max(slack, math.Abs(math.Pow(x.Number+dx, y.Number+dy)-v))
		}
	}
	if math.IsNaN(slack) || x.Slack > 0 && math.Abs(x.Number) <= x.Slack {
		return unknown
	}
	return about(v, slack)
}

// comparedNumbers takes numbers that agree in nine digits for equal, as a
// person does.
func comparedNumbers(op string, x, y Value) Value {
	near := 1e-9 * max(math.Abs(x.Number), math.Abs(y.Number))
	d, slack := x.Number-y.Number, x.Slack+y.Slack
	if slack > 0 && math.Abs(d) > near-2*slack && math.Abs(d) < near+2*slack {
		return unknown
	}
	equal := d == 0 || math.Abs(d) <= near
	switch op {
	case "==":
		return truth(equal)
	case "!=":
		return truth(!equal)
	case "<":
		return truth(d < 0 && !equal)
	case "<=":
		return truth(d < 0 || equal)
	case ">":
		return truth(d > 0 && !equal)
	}
	return truth(d > 0 || equal)
}

// change is (A − P)/|P|, of a percentage A − P. It has no value over zero or a
// change of sign.
func change(now, before Value, u unit.Unit) Value {
	if u == unit.Percent {
		return operate("-", now, before)
	}
	if before.Number == 0 && before.Slack == 0 {
		return none(status.ZeroDivision)
	}
	if math.Abs(before.Number) <= before.Slack || now.Slack > 0 && math.Abs(now.Number) <= now.Slack {
		return unknown
	}
	if now.Number < 0 != (before.Number < 0) && now.Number != 0 {
		return none(status.Domain)
	}
	return divided(operate("-", now, before), numberFunctions["abs"](before, Value{}))
}
