package diag

import (
	"slices"
	"strings"
)

// Nearest returns the candidate that is closest to name by edit distance, or
// "" where none is close enough to be a likely slip of the keyboard. Case,
// blanks and hyphens are not counted as differences.
func Nearest(name string, candidates []string) string {
	best, bestDistance := "", max(1, len([]rune(name))/3)+1
	sorted := slices.Sorted(slices.Values(candidates))
	for _, c := range sorted {
		if d := distance(fold(name), fold(c)); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	if best == "" {
		return begun(name, sorted)
	}
	return best
}

// begun returns the first candidate that name is the beginning of, or that is
// the beginning of name; short beginnings mean nothing.
func begun(name string, sorted []string) string {
	for _, c := range sorted {
		shorter, longer := string(fold(name)), string(fold(c))
		if len(shorter) > len(longer) {
			shorter, longer = longer, shorter
		}
		if len(shorter) >= 3 && strings.HasPrefix(longer, shorter) {
			return c
		}
	}
	return ""
}

// Some joins up to eight names in order, and ends with … where there are more.
func Some(names []string) string {
	sorted := slices.Sorted(slices.Values(names))
	const most = 8
	if len(sorted) <= most {
		return strings.Join(sorted, ", ")
	}
	return strings.Join(sorted[:most], ", ") + ", …"
}

func fold(s string) []rune {
	return []rune(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(s)))
}

// distance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours cost one each.
func distance(a, b []rune) int {
	if len(a) > 64 || len(b) > 64 {
		return 1 << 20
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
