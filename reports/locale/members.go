package locale

import "regexp"

// A form is how the engine names a member that is no value of the data, and how a
// language does.
type form struct {
	english *regexp.Regexp
	said    string
}

// chineseMembers name the rows without a value, the members that are not shown, and
// the bands of a number.
var chineseMembers = []form{
	{regexp.MustCompile(`^\(none\)$`), "（空）"},
	{regexp.MustCompile(`^\(others, (\d+)\)$`), "（其他${1}个）"},
	{regexp.MustCompile(`^up to (-?[\d.]+%?)$`), "不超过${1}"},
	{regexp.MustCompile(`^over (-?[\d.]+%?) to (-?[\d.]+%?)$`), "${1}以上至${2}"},
	{regexp.MustCompile(`^over (-?[\d.]+%?)$`), "${1}以上"},
}

// Member names a member of a dimension. A value of the data stays as it is.
func (l *Locale) Member(name string) string {
	for _, f := range l.members {
		if f.english.MatchString(name) {
			return f.english.ReplaceAllString(name, f.said)
		}
	}
	return name
}
