package spec

var (
	papers       = []string{"a4", "letter"}
	orientations = []string{"landscape", "portrait"}
	comparisons  = []string{"previous", "last_year", "year_to_date", "trailing_12_months"}
	negatives    = []string{"minus", "parens"}
	pages        = []string{"summary", "contents", "actions", "evidence", "details", "breakdowns", "definitions", "quality", "sign_off"}
)

// A Look says how a printed report looks.
type Look struct {
	Paper          Text   // a4 | letter
	Orientation    Text   // landscape | portrait
	Negatives      Text   // minus | parens
	Classification Text   // a line such as "Internal"
	Pages          []Text // what there is, in its order; nil is not written
	Comparisons    []Text // what KPIs are shown beside, in its order; nil is not written
	SignOff        []Text // who signs: Prepared, Reviewed
	Attach         *bool  // what is behind the numbers goes along with a PDF; nil is not written
	Brand          Brand
	Fonts          Fonts
}

// A Brand is how the house looks.
type Brand struct {
	Color Text // "#12345a"
	Logo  Text // path of a picture, relative to the main file's folder
}

// Fonts are the fonts of a house for PDF, as paths relative to the main file's
// folder. A strong one stands beside a regular one only; "#2" after a path is the
// second font of a collection.
type Fonts struct {
	Latin, LatinStrong Text
	CJK, CJKStrong     Text // Chinese, Japanese and Korean
}

// A Report is what a named report shows and where it goes. Its look takes the
// place of what report: says for all of them.
type Report struct {
	Look
	ID         Text
	Title      Text
	Audience   Text // whom it is for
	Objectives []Text
	Tags       []Text
	Owners     []Text
	KPIs       []Text
	By         []Text // dimensions to break down by
	Grain      Text   // day | week | month | quarter | year
	Formats    []Text
	File       Text // a name with {report}, {period}, {ending} and the like
	Per        Text // a dimension: a file for each member
}

// brand reads the colour and the picture of a house.
func (r *reader) brand(s slot) Brand {
	m := r.mapping(s)
	defer m.done()
	return Brand{Color: r.formed(m.at("color"), hexForm), Logo: r.text(m.at("logo"))}
}

// fonts reads the fonts of a house.
func (r *reader) fonts(s slot) Fonts {
	m := r.mapping(s)
	defer m.done()
	f := Fonts{}
	f.Latin, f.LatinStrong = r.fontPair(m, "latin")
	f.CJK, f.CJKStrong = r.fontPair(m, "cjk")
	return f
}

func (r *reader) fontPair(m *mapping, key string) (regular, strong Text) {
	regular = r.text(m.at(key))
	strong = r.text(m.at(key + "_strong"))
	if strong.Written() && !regular.Written() {
		r.errorf(strong.Range, codeMissingKey, "%s_strong is the strong font of a pair, and %[1]s, the regular one, is not written", key)
	}
	return regular, strong
}

// look reads what all reports may have.
func (r *reader) look(m *mapping) Look {
	return Look{
		Paper:          r.word(m.at("paper"), papers),
		Orientation:    r.word(m.at("orientation"), orientations),
		Negatives:      r.word(m.at("negatives"), negatives),
		Classification: r.text(m.at("classification")),
		Pages:          r.words(m.at("pages"), pages),
		Comparisons:    r.words(m.at("comparisons"), comparisons),
		SignOff:        r.texts(m.at("sign_off"), "what is signed, such as Prepared"),
		Attach:         r.choice(m.at("attach")),
		Brand:          r.brand(m.at("brand")),
		Fonts:          r.fonts(m.at("fonts")),
	}
}

// choice returns a value that is true or false; nil is not written.
func (r *reader) choice(s slot) *bool {
	if s.value == nil {
		return nil
	}
	said := r.flag(s)
	return &said
}

// report reads the look of all reports.
func (r *reader) report(file *mapping) {
	s := file.at("report")
	if s.key == nil {
		return
	}
	r.define(r.sheet.text(s.key), "section")
	m := r.mapping(s)
	defer m.done()
	r.catalog.Look = r.look(m)
}

// reports reads the named ones.
func (r *reader) reports(file *mapping) {
	for id, s := range file.section("reports").unique("report") {
		m := r.mapping(s)
		r.catalog.Reports = append(r.catalog.Reports, Report{
			ID:         id,
			Title:      r.text(m.at("title")),
			Audience:   r.text(m.at("audience")),
			Objectives: r.texts(m.at("objectives"), "objectives"),
			Tags:       r.texts(m.at("tags"), "tags"),
			Owners:     r.texts(m.at("owners"), "owners"),
			KPIs:       r.texts(m.at("kpis"), "KPIs"),
			By:         r.texts(m.at("by"), "dimensions"),
			Grain:      r.word(m.at("grain"), grains),
			Formats:    r.texts(m.at("format"), "formats"),
			File:       r.text(m.at("file")),
			Per:        r.text(m.at("per")),
			Look:       r.look(m),
		})
		m.done()
	}
}
