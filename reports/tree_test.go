package reports_test

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"kpi/reports"
	"kpi/reports/internal/sample"
)

// The whole document of a small card, as the writers get it. What a writer shows can
// then be told from what it was given.
func TestTreesOfDocuments(t *testing.T) {
	for _, locale := range []string{"en", "zh-CN"} {
		d := reports.Compose(sample.Small(), reports.Options{Pages: reports.AllPages, Locale: locale})
		var b strings.Builder
		tree(&b, reflect.ValueOf(*d), "")
		golden(t, "small-"+locale+".tree", []byte(b.String()))
	}
}

// tree prints a value, a field or an item a line, without what is zero.
func tree(b *strings.Builder, v reflect.Value, indent string) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		tree(b, v.Elem(), indent)
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			fmt.Fprintf(b, " %s\n", at.Format(time.RFC3339))
			return
		}
		fmt.Fprintf(b, " %s\n", v.Type().Name())
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() && v.Type().Field(i).IsExported() && f.Kind() != reflect.Func {
				fmt.Fprintf(b, "%s  %s:", indent, v.Type().Field(i).Name)
				tree(b, f, indent+"  ")
			}
		}
	case reflect.Slice:
		b.WriteString("\n")
		for i := range v.Len() {
			fmt.Fprintf(b, "%s  -", indent)
			tree(b, v.Index(i), indent+"  ")
		}
	case reflect.String:
		fmt.Fprintf(b, " %s\n", strconv.Quote(v.String()))
	case reflect.Float64:
		fmt.Fprintf(b, " %s\n", strconv.FormatFloat(v.Float(), 'g', 6, 64))
	case reflect.Invalid:
		b.WriteString(" nothing\n")
	default:
		fmt.Fprintf(b, " %v\n", v.Interface())
	}
}
