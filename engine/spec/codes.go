package spec

// A Code is the stable name of a kind of problem, with one line that explains
// it. Users search for codes, so a code never changes its meaning.
type Code struct {
	Name string
	Doc  string
}

// The codes as the reader uses them.
const (
	codeBadIgnore       = "bad-ignore"
	codeBadInclude      = "bad-include"
	codeComment         = "comment-in-formula"
	codeConflictingKeys = "conflicting-keys"
	codeDuplicateKey    = "duplicate-key"
	codeDuplicateName   = "duplicate-name"
	codeEmptyFile       = "empty-file"
	codeEmptyValue      = "empty-value"
	codeEncoding        = "encoding"
	codeFormulaCut      = "formula-cut"
	codeInvalidName     = "invalid-name"
	codeInvalidValue    = "invalid-value"
	codeMissingKey      = "missing-key"
	codeNoKPIs          = "no-kpis"
	codeOctalNumber     = "octal-number"
	codeTooManyProblems = "too-many-problems"
	codeUnknownKey      = "unknown-key"
	codeUnknownUnit     = "unknown-unit"
	codeUnknownWord     = "unknown-word"
	codeUnreachable     = "unreachable-status"
	codeVersion         = "version"
	codeWrongType       = "wrong-type"
	codeDocuments       = "yaml-documents"
	codeSyntax          = "yaml-syntax"
	codeTag             = "yaml-tag"
	codeTooLarge        = "yaml-too-large"
)

// The codes that are looked for where a first KPI is to be added.
const (
	EmptyValue = codeEmptyValue
	NoKPIs     = codeNoKPIs
)

// Codes lists every code that Parse can report, in alphabetical order.
var Codes = []Code{
	{codeBadIgnore, "A comment that ignores a finding of lint names the rule, a reason and an end date; only findings of lint can be ignored."},
	{codeBadInclude, "An include names YAML files in or below the folder of the main file, outside of dot-folders; an included file includes nothing itself and has no scorecard."},
	{codeComment, "A formula without quotes ends where a blank and # begin a comment, and what is left of it is not complete."},
	{codeConflictingKeys, "Two keys that exclude each other are both written."},
	{codeDuplicateKey, "A key is written twice in the same place; YAML would keep only one of the two."},
	{codeDuplicateName, "Two files define the same thing."},
	{codeEmptyFile, "A file defines nothing."},
	{codeEmptyValue, "A key or a list item has no value."},
	{codeEncoding, "A definition file is text in UTF-8 without control characters."},
	{codeFormulaCut, "A formula without quotes ends at its first comma inside { } or [ ]."},
	{codeInvalidName, "A name is a letter or _, followed by letters, digits and _, of any script, and not a word of the formula language."},
	{codeInvalidValue, "A value does not have the form that its key asks for: a date, a number, a currency, a time zone, a span of days."},
	{codeMissingKey, "A key that has to be written is missing."},
	{codeNoKPIs, "The files define no KPI."},
	{codeOctalNumber, "A number with a leading zero reads as octal in YAML and as decimal elsewhere."},
	{codeTooManyProblems, "Reading stopped because of the number of problems."},
	{codeUnknownKey, "A key is not known at this place; keys that start with x- are free for your own use."},
	{codeUnknownUnit, "A unit is not one of the known units."},
	{codeUnknownWord, "A value is not one of the words that its key allows."},
	{codeUnreachable, "A line of a status list stands behind otherwise and can never match."},
	{codeVersion, "The main file says version: 1."},
	{codeWrongType, "A list, a text or keys with values stand where something else is expected."},
	{codeDocuments, "A file holds more than one YAML document."},
	{codeSyntax, "A file is not YAML: its indentation, quotes or brackets do not fit."},
	{codeTag, "YAML tags such as !!str or !name are not used in definition files; a text that starts with ! needs quotes."},
	{codeTooLarge, "A file, the number of files, or what anchors and aliases expand to exceeds the limits."},
}
