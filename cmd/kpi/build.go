package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"kpi/engine"
	"kpi/engine/diag"
	"kpi/engine/phrase"
	"kpi/engine/plan"
	"kpi/engine/scorecard"
	"kpi/engine/spec"
	"kpi/reports"
	"kpi/reports/document"
)

// A build makes the files of named reports from data that are read once.
type build struct {
	streams
	definition *engine.Definition
	flags      *flags
	format     string // in place of the reports' own; "" is none
	output     string // the file of the only report; "" is as the report says
	folder     string // that the files go to

	base    engine.Options
	created time.Time
	session *engine.Session
	views   views
	list    diag.List // what is wrong, beside the warnings
}

// A sheet is a card of a report: one of those with a file for each member, or
// the only one.
type sheet struct {
	report *plan.Report
	member string          // "" is all rows
	others *reports.Others // members that it must not name; nil where member is ""
}

// A file is what a sheet is written to.
type file struct {
	sheet
	format reports.Format
	path   string // as the user knows it
	name   string // below the folder, with /
	data   []byte
	period string
	asOf   string
	said   []string // warnings
}

// run builds the reports. A report is written whole or not at all.
func (b *build) run(ctx context.Context, chosen []*plan.Report) error {
	ctx, cancel := b.flags.limit(ctx)
	defer cancel()
	p := b.progress()
	files, err := b.compose(ctx, chosen, p.say)
	p.end()
	if err != nil {
		return err
	}
	b.checkFiles(files)
	b.list.Sort()
	if err := b.report(b.list, withOptions(b.definition, b.flags)); err != nil {
		return err
	}
	for _, r := range chosen {
		if err := b.writeReport(r, of(files, r)); err != nil {
			return err
		}
	}
	return b.writeManifest(files)
}

func of(files []file, r *plan.Report) []file {
	return slices.DeleteFunc(slices.Clone(files), func(f file) bool { return f.report != r })
}

// compose makes all files in memory. Problems of the data or the options are in
// the list of the build.
func (b *build) compose(ctx context.Context, chosen []*plan.Report, say func(string)) (files []file, err error) {
	if b.base, err = b.flags.options(nil); err != nil {
		return nil, err
	}
	if b.created, err = sourceDate(); err != nil {
		return nil, err
	}
	b.base.Progress = say
	if b.base.Threads == 0 && slices.ContainsFunc(chosen, func(r *plan.Report) bool { return r.Per != nil }) {
		// The other half composes the files of members meanwhile. With all cores
		// for both, 500 small files took a third longer.
		b.base.Threads = max(1, runtime.GOMAXPROCS(0)/2)
	}
	session, list, err := b.definition.Open(ctx, b.base)
	b.list.Append(list)
	if err != nil || list.HasErrors() {
		return nil, err
	}
	defer func() { err = errors.Join(err, session.Close()) }()
	b.session = session
	sheets, err := b.sheets(ctx, chosen)
	if err != nil {
		return nil, err
	}
	say("compose reports")
	made := make([][]file, len(sheets))
	lists := make([]diag.List, len(sheets))
	err = inParallel(ctx, len(sheets), func(i int) (err error) {
		made[i], lists[i], err = b.sheet(ctx, sheets[i])
		return err
	})
	for _, l := range lists {
		b.tell(l)
	}
	return slices.Concat(made...), err
}

// tell adds what no other view has told.
func (b *build) tell(l diag.List) {
	for _, d := range l.Items {
		if !slices.ContainsFunc(b.list.Items, func(have *diag.Diagnostic) bool {
			return have.Range == d.Range && have.Code == d.Code && have.Message == d.Message
		}) {
			b.list.Append(diag.List{Items: []*diag.Diagnostic{d}})
		}
	}
}

// sheets lists the cards of the reports: one, or one for each member.
func (b *build) sheets(ctx context.Context, chosen []*plan.Report) ([]sheet, error) {
	var out []sheet
	for _, r := range chosen {
		if r.Per == nil {
			out = append(out, sheet{report: r})
			continue
		}
		members, list, err := b.session.Members(ctx, r.Per.ID, b.options(sheet{report: r}))
		b.tell(list)
		if err != nil || list.HasErrors() {
			return nil, err
		}
		if members.None {
			fmt.Fprintf(b.err, "%s: rows without a %s are in no file\n", r.ID, r.Per.ID)
		}
		others := reports.NewOthers(members.Names, writtenTexts(b.definition.Plan))
		for _, name := range members.Names {
			out = append(out, sheet{report: r, member: name, others: others})
		}
	}
	return out, nil
}

// options say what to evaluate for a sheet. The command line wins.
func (b *build) options(s sheet) engine.Options {
	o := b.base
	o.KPIs = s.report.KPIs
	if len(o.By) == 0 {
		o.By = s.report.By
	}
	if o.Grain == "" {
		o.Grain = string(s.report.Grain)
	}
	o.ByHistory = slices.ContainsFunc(b.formats(s.report), draws)
	if s.member != "" {
		// What is wrong with rows is told of the rows of all members.
		o.WithoutQuality = true
		o.Where = memberFilter(o.Where, s.report.Per.ID, s.member)
		o.PartOf = scorecard.Part{Dimension: s.report.Per.ID, Member: s.member}
	}
	return o
}

// sheet evaluates and composes one card in all formats.
func (b *build) sheet(ctx context.Context, s sheet) ([]file, diag.List, error) {
	result, list, err := b.views.evaluate(ctx, b.session, b.options(s))
	if err != nil || list.HasErrors() {
		return nil, list, err
	}
	card := *result.Scorecard
	card.Title = cmp.Or(s.report.Spec.Title.Value, card.Title)
	if s.member != "" {
		card.Notes = append(slices.Clip(card.Notes), phrase.Of("What was found about the data is not told here: it is about the rows of all members."))
	}
	o := b.printed(s.report)
	if o.JSON, err = numbersAs("json", &card); err != nil {
		return nil, list, err
	}
	if s.member != "" {
		b.checkOthers(s, &card, o, &list)
	}
	var out []file
	for _, format := range b.formats(s.report) {
		f, err := b.file(s, format, &card, o)
		if err != nil {
			return nil, list, err
		}
		out = append(out, f)
	}
	return out, list, nil
}

func (b *build) formats(r *plan.Report) []string {
	if b.format != "" {
		return []string{b.format}
	}
	return r.Formats
}

func (b *build) file(s sheet, format string, card *scorecard.Scorecard, o reports.Options) (file, error) {
	f := file{sheet: s, period: card.Period.Label, asOf: card.AsOf}
	var err error
	if f.format, err = lookup(format); err != nil {
		return f, err
	}
	if format == "pdf" && attached(s.report.Look) {
		if o.Attachments, err = numbersBehind(card, o.JSON); err != nil {
			return f, err
		}
		if s.member == "" {
			// Definitions may say what other members are to reach.
			o.Attachments = append(o.Attachments, definitionsBehind(b.definition)...)
		}
	}
	o.Warn = func(sentence string) { f.said = append(f.said, sentence) }
	var data bytes.Buffer
	if err := reports.Write(&data, card, o, format); err != nil {
		return f, fmt.Errorf("compose the report %q: %w", s.report.ID, err)
	}
	f.data = data.Bytes()
	f.name = s.report.File.Fill(map[string]string{
		plan.ReportName: s.report.ID, plan.PeriodName: f.period, plan.AsOfName: f.asOf,
		plan.EndingName: strings.TrimPrefix(f.format.Ending, "."), plan.MemberName: slug(s.member),
	})
	f.path = filepath.Join(b.folder, filepath.FromSlash(f.name))
	if b.output != "" {
		f.path, f.name = b.output, filepath.ToSlash(b.output)
	}
	return f, nil
}

// printed are the reader's wishes of a named report.
func (b *build) printed(r *plan.Report) reports.Options {
	o := look(b.definition.Folder, r.Look)
	o.Created = b.created
	if a := r.Spec.Audience.Value; a != "" {
		o.Classification = strings.TrimPrefix(o.Classification+" · For "+a, " · ")
	}
	return o
}

// look turns what is written of looks into what reports take.
func look(folder string, l spec.Look) reports.Options {
	// What is wrong with a logo was reported when the definitions were read.
	logo, _ := readLogo(folder, l.Brand.Logo.Value)
	var signed []string
	for _, t := range l.SignOff {
		signed = append(signed, t.Value)
	}
	var pages []reports.Page
	for _, t := range l.Pages {
		pages = append(pages, reports.Page(t.Value))
	}
	var comparisons []document.Comparison
	for _, t := range l.Comparisons {
		comparisons = append(comparisons, document.Comparison(t.Value))
	}
	return reports.Options{
		Comparisons: comparisons,
		Pages:       pages,
		Brand:       document.Brand{Color: l.Brand.Color.Value, Logo: logo},
		Fonts:       fontFiles(folder, l.Fonts),
		SignOff:     signed,
		Paper:       document.Paper(l.Paper.Value), Orientation: document.Orientation(l.Orientation.Value),
		Negatives:      document.Negatives(l.Negatives.Value),
		Classification: l.Classification.Value,
	}
}
