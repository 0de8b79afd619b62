package plan

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"kpi/engine/diag"
	"kpi/engine/spec"
)

// A FileName is a path below the folder of a report's files, with names in
// braces for what differs from file to file.
type FileName string

// The names that a FileName may have in braces.
const (
	ReportName = "report"
	PeriodName = "period"
	AsOfName   = "as_of"
	EndingName = "ending"
	MemberName = "member"
)

var (
	fileNames = []string{ReportName, PeriodName, AsOfName, EndingName, MemberName}
	braced    = regexp.MustCompile(`\{[^{}]*\}`)
)

// Fill puts values in the place of the names in braces.
func (f FileName) Fill(values map[string]string) string {
	return braced.ReplaceAllStringFunc(string(f), func(name string) string { return values[name[1:len(name)-1]] })
}

// has reports whether the name stands in it.
func (f FileName) has(name string) bool { return strings.Contains(string(f), "{"+name+"}") }

// fileName checks the file of a report.
func (b *builder) fileName(r *Report) {
	t := r.Spec.File
	r.File = defaultFile(r)
	if !t.Written() {
		return
	}
	r.File = FileName(t.Value)
	if !b.bracesFit(t) {
		return
	}
	switch whole := braced.ReplaceAllString(t.Value, "x"); {
	case strings.ContainsAny(whole, `\:`), path.IsAbs(whole), slices.Contains(strings.Split(whole, "/"), ".."):
		b.list.Errorf(t.Range, "file-name", "%q leaves the folder that reports are written to", t.Value).
			Notef("write a path below it with /, such as board/{period}.{ending}; kpi report --out names the folder")
	case path.Clean(whole) != whole, strings.HasSuffix(whole, "/"), hidden(whole):
		b.list.Errorf(t.Range, "file-name", "%q is no name of a file", t.Value)
	case r.Per != nil && !r.File.has(MemberName):
		b.list.Errorf(t.Range, "file-name", "every %s would be written to the same file", r.Per.ID).Labelf("add {member}")
	case r.Per == nil && r.File.has(MemberName):
		b.list.Errorf(t.Range, "file-name", "{member} stands for the members of per:, which this report has not")
	case len(r.Formats) > 1 && !r.File.has(EndingName):
		b.list.Errorf(t.Range, "file-name", "%d formats would be written to the same file", len(r.Formats)).Labelf("add .{ending}")
	}
}

func defaultFile(r *Report) FileName {
	if r.Per != nil {
		return "{report}/{member}-{period}.{ending}"
	}
	return "{report}-{period}.{ending}"
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") || strings.Contains(name, "/.") }

// bracesFit reports names in braces that nothing stands for.
func (b *builder) bracesFit(t spec.Text) bool {
	rest := braced.ReplaceAllStringFunc(t.Value, func(name string) string {
		if slices.Contains(fileNames, name[1:len(name)-1]) {
			return ""
		}
		return name
	})
	if !strings.ContainsAny(rest, "{}") {
		return true
	}
	d := b.list.Errorf(t.Range, "file-name", "%q has braces around something else than a name", t.Value)
	if wrong := braced.FindString(rest); wrong != "" {
		d.Message = "a file name knows no " + wrong
	}
	d.Notef("names: {%s}", strings.Join(fileNames, "}, {"))
	return false
}

// sharedFiles reports reports that would take each other's file.
func (b *builder) sharedFiles() {
	taken := map[string]*Report{}
	for _, r := range b.plan.Reports {
		for _, format := range r.Formats {
			key := strings.ToLower(r.File.Fill(map[string]string{
				ReportName: r.ID, EndingName: "{" + format + "}", PeriodName: "{" + string(r.Grain) + "}", AsOfName: "{}", MemberName: "{member}",
			}))
			first, ok := taken[key]
			if ok && first != r {
				b.list.Errorf(placeOfFile(r), "file-name", "report %q would take the file of report %q", r.ID, first.ID).
					At(placeOfFile(first), "the other file").Notef("put {report} into the names, or name them differently")
				break
			}
			taken[key] = r
		}
	}
}

// placeOfFile is where a report says its file, or else its name.
func placeOfFile(r *Report) diag.Range {
	if r.Spec.File.Written() {
		return r.Spec.File.Range
	}
	return r.Spec.ID.Range
}
