package document

// A Brand is how the house looks that a report is of. The zero Brand is none.
type Brand struct {
	// Color lies under white letters, "#1f4e79", with a contrast of 4.5 to 1 or
	// more; "" is the writer's own.
	Color string
	// Logo is a PNG or JPEG; empty is none. Writers that draw it tell them apart
	// by their first bytes.
	Logo []byte
}
