package console

import (
	"strings"

	"spotter/bot"
)

// Columns of a table stand this far apart: wide where the table then fits the line.
const (
	wideGap   = 3
	narrowGap = 2
)

// table sets a table: caption, head, rows. Its rows are never wrapped.
func (p painter) table(t bot.Table) []string {
	head, rows := cells(t.Head), make([][]string, 0, len(t.Rows))
	for _, row := range t.Rows {
		rows = append(rows, cells(row))
	}
	g := measure(append([][]string{head}, rows...), t.Right, p.Width)
	lines := fill(bare, []run{{text: oneLine(t.Caption), sgr: p.sgr(bold)}}, p.Width)
	if text := g.row(head); text != "" {
		lines = append(lines, (&line{runs: []run{{text: text, sgr: p.sgr(dim)}}}).String())
	}
	for _, row := range rows {
		lines = append(lines, g.row(row))
	}
	return lines
}

func cells(in []string) []string {
	out := make([]string, len(in))
	for i, cell := range in {
		out[i] = oneLine(cell)
	}
	return out
}

// grid is the measure of a table.
type grid struct {
	widths []int
	right  []bool
	gap    string
}

func measure(rows [][]string, right []bool, width int) grid {
	g := grid{right: right, gap: strings.Repeat(" ", wideGap)}
	for _, row := range rows {
		for i, cell := range row {
			if i == len(g.widths) {
				g.widths = append(g.widths, 0)
			}
			g.widths[i] = max(g.widths[i], displayWidth(cell))
		}
	}
	total := -wideGap
	for _, w := range g.widths {
		total += w + wideGap
	}
	if total > width {
		g.gap = strings.Repeat(" ", narrowGap)
	}
	return g
}

// row aligns the cells of a row; nothing trails.
func (g grid) row(cells []string) string {
	var b strings.Builder
	for i, cell := range cells {
		if i > 0 {
			b.WriteString(g.gap)
		}
		blanks := strings.Repeat(" ", g.widths[i]-displayWidth(cell))
		if i < len(g.right) && g.right[i] {
			b.WriteString(blanks + cell)
		} else {
			b.WriteString(cell + blanks)
		}
	}
	return strings.TrimRight(b.String(), " ")
}
