package console

import "spotter/bot"

// table sets a table: caption, head, rows. Its cells are never broken.
func (p painter) table(t bot.Table) []string {
	clean := bot.Table{Head: cells(t.Head), Right: t.Right}
	for _, row := range t.Rows {
		clean.Rows = append(clean.Rows, cells(row))
	}
	laid := clean.Lay(p.Width)
	lines := fill(bare, []run{{text: oneLine(t.Caption), sgr: p.sgr(bold)}}, p.Width)
	for _, head := range laid.Head {
		lines = append(lines, (&line{runs: []run{{text: head, sgr: p.sgr(dim)}}}).String())
	}
	lines = append(lines, laid.Rows...)
	for _, below := range laid.Below {
		lines = append(lines, fill(bare, []run{{text: below}}, p.Width)...)
	}
	return lines
}

// cells are cells in one line each, without escape sequences.
func cells(in []string) []string {
	out := make([]string, len(in))
	for i, cell := range in {
		out[i] = oneLine(cell)
	}
	return out
}
