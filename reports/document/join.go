package document

import "strings"

// Dotted puts texts beside each other with dots between them, and leaves empty ones
// out.
func Dotted(texts ...string) string { return Joined(" · ", texts...) }

// Joined puts texts beside each other with a separator between them, and leaves
// empty ones out.
func Joined(separator string, texts ...string) string {
	var kept []string
	for _, s := range texts {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, separator)
}

// Prefixed is a text with a prefix, and "" where there is no text.
func Prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}
