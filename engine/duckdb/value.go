package duckdb

import (
	"fmt"
	"math"
	"math/big"
	"time"

	driver "github.com/duckdb/duckdb-go/v2"
)

// A Decimal is an exact decimal number: Value divided by ten to the power of
// Scale. The zero Decimal is 0.
type Decimal struct {
	Value *big.Int
	Scale uint8
}

// Float64 returns the nearest float64.
func (d Decimal) Float64() float64 {
	if d.Value == nil {
		return 0
	}
	// Both sides of this division are exact floats, so that its one rounding
	// gives the nearest result.
	const exact = 1 << 53
	if d.Value.IsInt64() && d.Scale <= 22 {
		if v := d.Value.Int64(); v > -exact && v < exact {
			return float64(v) / math.Pow10(int(d.Scale))
		}
	}
	f, _ := d.rat().Float64()
	return f
}

// String returns the number with all Scale decimals, such as "12.5000".
func (d Decimal) String() string {
	if d.Value == nil {
		return "0"
	}
	return d.rat().FloatString(int(d.Scale))
}

func (d Decimal) rat() *big.Rat {
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d.Scale)), nil)
	return new(big.Rat).SetFrac(d.Value, power)
}

// normal reduces the driver's many types to the few that Query promises.
func normal(v any) (any, error) {
	switch v := v.(type) {
	case nil, bool, int64, float64, string, time.Time:
		return v, nil
	case int8:
		return int64(v), nil
	case int16:
		return int64(v), nil
	case int32:
		return int64(v), nil
	case uint8:
		return int64(v), nil
	case uint16:
		return int64(v), nil
	case uint32:
		return int64(v), nil
	case uint64:
		return float64(v), nil
	case float32:
		return float64(v), nil
	case *big.Int:
		f, _ := new(big.Float).SetInt(v).Float64()
		return f, nil
	case driver.Decimal:
		return Decimal{Value: v.Value, Scale: v.Scale}, nil
	}
	return nil, fmt.Errorf("a value is neither a number, text, date, timestamp nor boolean (%T)", v)
}
