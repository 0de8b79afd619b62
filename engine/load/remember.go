package load

// Remember answers a question about the rows of some sources: from the cache,
// where it was asked of the same file contents before, and else by asking. The
// question tells all that the answer depends on but the rows. A T is what
// encoding/json can hold.
func Remember[T any](d *Data, sources []string, question string, ask func() (T, error)) (T, error) {
	c, content := cache{d.options.CacheDir}, d.contents(sources)
	var answer T
	if c.get(content, question, &answer) {
		return answer, nil
	}
	answer, err := ask()
	if err == nil {
		c.put(content, question, answer)
	}
	return answer, err
}

// contents names the files of all sources; "" where one of them has none.
func (d *Data) contents(sources []string) string {
	all := ""
	for _, id := range sources {
		f := d.Table(id).Fingerprint
		if f == "" {
			return ""
		}
		all += f
	}
	return all
}
