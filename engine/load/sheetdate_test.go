package load

import "testing"

func TestStylesOfNumberFormats(t *testing.T) {
	tests := []struct {
		code string
		want style
	}{
		{"General", numberStyle}, {"0.00E+00", numberStyle}, {"#,##0.00 €", numberStyle}, {"[Red]-0.00", numberStyle},
		{`_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, numberStyle}, {`0 "days"`, numberStyle}, {`"Day "0`, numberStyle}, {`0\d`, numberStyle},
		{"@", numberStyle}, {"0.0%", numberStyle}, {"# ?/?", numberStyle}, {`[$$-409]#,##0.00`, numberStyle}, {`[$USD] #,##0`, numberStyle}, {"", numberStyle},
		{"[>=1000000]0.0,,\"M\";0", numberStyle}, {"[Blue]General", numberStyle}, {`#,##0\ "kr"`, numberStyle}, {"0.00_);[Red](0.00)", numberStyle},
		{"yyyy-mm-dd", dateStyle}, {"m/d/yy", dateStyle}, {"dd.mm.yyyy;@", dateStyle}, {"[$-409]d-mmm-yy", dateStyle}, {`yyyy\-mm\-dd\ hh:mm:ss`, dateStyle},
		{"mmm yyyy", dateStyle}, {"mmmm", dateStyle}, {`yyyy"年"m"月"d"日"`, dateStyle}, {"yyyy年m月d日", dateStyle}, {"DD/MM/YYYY", dateStyle}, {"[$-F800]dddd, mmmm dd, yyyy", dateStyle},
		{"m/d/yyyy h:mm AM/PM", dateStyle}, {"mmm-yy", dateStyle}, {"[$-411]ggge\"年\"m\"月\"", dateStyle},
		{"h:mm", clockStyle}, {"h:mm:ss AM/PM", clockStyle}, {"[h]:mm:ss", clockStyle}, {"mm:ss.0", clockStyle}, {"[mm]", clockStyle}, {"[ss]", clockStyle},
	}
	for _, test := range tests {
		if got := styleOfCode(test.code); got != test.want {
			t.Errorf("%q: got %v, want %v", test.code, got, test.want)
		}
	}
}

func TestDaysOfBothDateSystems(t *testing.T) {
	tests := []struct {
		serial   float64
		from1904 bool
		want     string // "" is no date
	}{
		{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {60, false, ""}, {61, false, "1900-03-01"}, {46112, false, "2026-03-31"},
		{46112.5, false, "2026-03-31T12:00:00"}, {46112.586805555555, false, "2026-03-31T14:05:00"}, {46112.99999999999, false, "2026-04-01"},
		{46112.000005787035, false, "2026-03-31T00:00:00.5"}, {2958465, false, "9999-12-31"}, {2958466, false, ""}, {0, false, ""}, {-1, false, ""}, {1e300, false, ""},
		{0, true, "1904-01-01"}, {44650, true, "2026-03-31"}, {-1, true, ""},
	}
	for _, test := range tests {
		got, ok := dateOf(test.serial, test.from1904)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("%v, from 1904 %t: got %q, want %q", test.serial, test.from1904, got, test.want)
		}
	}
	if got, want := clockOf(1.5208333333), "36:30:00"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
