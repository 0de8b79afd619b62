package plan

import "kpi/engine/formula"

// Field returns the formula of a field of the source, with the fields that it
// reads written out, and nil for an unknown name.
func (s *Source) Field(id string) formula.Node {
	if resolve := s.rows.Fields[id]; resolve != nil {
		return resolve()
	}
	return nil
}
