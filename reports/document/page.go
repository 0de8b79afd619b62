package document

// Tiles are the few numbers that a page is read for, side by side.
type Tiles struct{ Tiles []Tile }

// A Tile is a number with what it is, and a line of small print.
type Tile struct{ Label, Value, Note string }

// A Figure is a picture with its title.
type Figure struct {
	Title   string // what it shows, as a sentence
	Sub     string // of what, in which unit, and when
	Picture Picture
}

// A Picture is what a Figure draws: a type of package chart.
type Picture interface{ Picture() }

// Facts are texts with what they are about, such as a definition.
type Facts struct {
	Name  string
	Facts []Fact
}

// A Fact is a text with what it is about; "" goes on with the fact before.
type Fact struct{ Label, Text string }

// Beside is columns of blocks that stand side by side where there is room, and
// below each other elsewhere. A column that holds a Beside is as wide as all
// columns of it. Tables and Notes, which find their pages themselves, are in none.
type Beside struct{ Columns [][]Block }

// Boxes are small squares with a letter each, filled or empty.
type Boxes struct {
	Name  string
	Boxes []Box
}

// A Box is a letter with what it stands for.
type Box struct {
	Letter string
	Filled bool
	Note   string // why it is empty
}

// Lines are what somebody fills in by hand: the names of what goes on each.
type Lines struct {
	Name    string
	Columns []string // such as Name, Date, Signature
	Rows    []string // such as Prepared, Reviewed, Approved
	Note    string
}

func (*Tiles) block()  {}
func (*Figure) block() {}
func (*Facts) block()  {}
func (*Beside) block() {}
func (*Boxes) block()  {}
func (*Lines) block()  {}
