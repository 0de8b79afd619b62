package chart

// A Time names a period on an axis: Short is "Oct", "Q3" or "W05", and Year
// "2024" or "FY2025", printed below the first period of a year. A period that is
// a year has a Short only.
type Time struct {
	Short, Year string
	Name        string // the whole of it; "" is Short and Year
}

// String is the whole name, as "Oct 2024".
func (t Time) String() string {
	if t.Name != "" {
		return t.Name
	}
	if t.Year == "" {
		return t.Short
	}
	return t.Short + " " + t.Year
}

func (t Time) tidy() Time { return Time{tidy(t.Short), tidy(t.Year), tidy(t.Name)} }

// A timeAxis writes names of periods below places.
type timeAxis struct {
	times []Time
	x     func(i int) float64 // the middle of a period
	frame Frame
}

// height is the room for the names.
func (a timeAxis) height() float64 {
	if a.hasYears() {
		return 2.6 * a.frame.Size
	}
	return 1.35 * a.frame.Size
}

func (a timeAxis) hasYears() bool {
	for _, t := range a.times {
		if t.Year != "" {
			return true
		}
	}
	return false
}

// short and year are the two rows of names.
func (a timeAxis) short(i int) words { return a.frame.small(a.times[i].Short) }
func (a timeAxis) year(i int) words  { return a.frame.strong(a.times[i].Year) }

// draw writes the names below y, as many as there is room for, always at the
// same distance from the beginning of a year, and returns their periods.
func (a timeAxis) draw(s *sheet, y float64) []int {
	shown := a.shown()
	line := y + 1.05*a.frame.Size
	if !a.onlyYears(shown) {
		for _, i := range shown {
			s.write(a.short(i), Point{a.left(a.short(i), i), line}, atLeft)
		}
		line = y + 2.2*a.frame.Size
	}
	for _, i := range a.years(shown) {
		s.write(a.year(i), Point{a.left(a.year(i), i), line}, atLeft)
	}
	return shown
}

// onlyYears reports whether all shown periods have the same name, so that it
// tells nothing beside the years.
func (a timeAxis) onlyYears(shown []int) bool {
	for _, i := range shown {
		if a.times[i].Year == "" || a.times[i].Short != a.times[shown[0]].Short {
			return false
		}
	}
	return len(shown) > 1
}

// left is where words begin that stand in the middle of a period, or as near to
// it as the drawing allows.
func (a timeAxis) left(w words, i int) float64 {
	width := a.frame.width(w)
	return max(min(a.x(i)-width/2, a.frame.Width-width), 0)
}

// shown lists the periods with a name: all, or every second, third, and so on.
func (a timeAxis) shown() []int {
	var all []int
	for _, step := range a.steps() {
		all = a.every(step)
		if a.apart(all, a.short) || a.onlyYears(all) {
			return all
		}
	}
	return all[:min(len(all), 1)]
}

// steps are those that fit into a year: of quarters, months, days of a month,
// weeks, or days. Years themselves are counted in fives and tens.
func (a timeAxis) steps() []int {
	length := a.yearLength()
	switch {
	case !a.hasYears():
		return []int{1, 2, 5, 10, 20, 50}
	case length <= 4:
		return []int{1, 2, 4}
	case length <= 12:
		return []int{1, 3, 6, 12}
	case length <= 31:
		return []int{1, 7, 14}
	case length <= 53:
		return []int{1, 4, 13, 26, 52}
	}
	return []int{1, 7, 14, 30, 91, 182, 365}
}

// yearLength is the number of periods of the longest year.
func (a timeAxis) yearLength() int {
	longest, length := 0, 0
	for i, t := range a.times {
		if i > 0 && a.times[i-1].Year != t.Year {
			length = 0
		}
		length++
		longest = max(longest, length)
	}
	return longest
}

// every lists the periods that begin a year and those whole steps behind them,
// but for a short step at the end of a year: a year may have 53 weeks.
func (a timeAxis) every(step int) []int {
	var out []int
	for i := range a.times {
		first, next := a.sameYear(i)
		behind := i - first
		if first == 0 && next < len(a.times) {
			behind = next - i // the first year may begin anywhere
		}
		if behind%step == 0 && (i == first || next == len(a.times) || next-i >= step) {
			out = append(out, i)
		}
	}
	return out
}

// sameYear returns where the year of a period begins, and where the next one does.
func (a timeAxis) sameYear(i int) (first, next int) {
	first, next = i, i+1
	for first > 0 && a.times[first-1].Year == a.times[i].Year {
		first--
	}
	for next < len(a.times) && a.times[next].Year == a.times[i].Year {
		next++
	}
	return first, next
}

// years lists the first shown period of each year, or of every second, fifth or
// tenth year where the names of all would touch.
func (a timeAxis) years(shown []int) []int {
	var first []int
	for n, i := range shown {
		if a.times[i].Year != "" && (n == 0 || a.times[shown[n-1]].Year != a.times[i].Year) {
			first = append(first, i)
		}
	}
	for _, step := range []int{1, 2, 5, 10} {
		// The first year may be a short one, with no room for its name.
		for from := range min(len(first), 2) {
			if some := everyNth(first[from:], step); a.apart(some, a.year) {
				return some
			}
		}
	}
	return first[:min(len(first), 1)]
}

func everyNth(list []int, step int) []int {
	var out []int
	for n := 0; n < len(list); n += step {
		out = append(out, list[n])
	}
	return out
}

// apart reports whether the names of the periods do not touch.
func (a timeAxis) apart(shown []int, name func(i int) words) bool {
	gap := 1.2 * a.frame.Size
	end := -gap
	for _, i := range shown {
		left := a.left(name(i), i)
		if left < end+gap {
			return false
		}
		end = left + a.frame.width(name(i))
	}
	return true
}
