package bot

import (
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
)

// columns measures text the same way whatever the locale says.
var columns = &runewidth.Condition{StrictEmojiNeutral: true}

// DisplayWidth is how many columns of a monospaced text s takes.
func DisplayWidth(s string) int { return columns.StringWidth(s) }

// Laid is a table set as lines of a monospaced text.
type Laid struct {
	Head  []string // none when no column has a name
	Rows  []string // a row may take several lines, the further ones indented
	Below []string // columns for which there was no room, a line each
}

// shortCell is how wide the cells of a column are at most that may be listed below the table.
const shortCell = 8

// Lay sets the table in lines of at most width columns where that can be done without breaking a
// cell: columns stand as far apart as there is room; a last column of short cells is listed below
// the rest; wide columns move to lines of their own under their row.
func (t Table) Lay(width int) Laid {
	g := newGrid(t)
	if !g.fits(width) {
		g.listLast(width)
	}
	for !g.fits(width) && len(g.beside) > 1 {
		g.stackWidest()
	}
	l := Laid{Below: g.below}
	if head := g.line(g.rows[0]); head != "" {
		l.Head = []string{head}
	}
	// One column under the others is named once; of several, each line says which it is.
	named := len(g.under) == 1 && len(l.Head) > 0 && g.rows[0][g.under[0]] != ""
	if named {
		l.Head = append(l.Head, indent+g.rows[0][g.under[0]])
	}
	for _, row := range g.rows[1:] {
		l.Rows = append(l.Rows, g.line(row))
		for _, c := range g.under {
			switch {
			case row[c] == "":
			case named:
				l.Rows = append(l.Rows, indent+row[c])
			default:
				l.Rows = append(l.Rows, indent+strings.TrimSpace(g.rows[0][c]+" "+row[c]))
			}
		}
	}
	return l
}

// indent begins the further lines of a row.
const indent = "  "

// grid is a table on its way to lines.
type grid struct {
	rows   [][]string // the head first, all of one length
	right  []bool
	widths []int
	beside []int // columns that stand side by side
	under  []int // columns that stand under their row
	below  []string
	gap    int
}

func newGrid(t Table) *grid {
	g := &grid{rows: [][]string{oneLines(t.Head)}, right: t.Right}
	for _, row := range t.Rows {
		g.rows = append(g.rows, oneLines(row))
	}
	n := 0
	for _, row := range g.rows {
		n = max(n, len(row))
	}
	g.widths = make([]int, n)
	for i, row := range g.rows {
		g.rows[i] = append(row, make([]string, n-len(row))...)
		for c, cell := range g.rows[i] {
			g.widths[c] = max(g.widths[c], DisplayWidth(cell))
		}
	}
	for c := range n {
		g.beside = append(g.beside, c)
	}
	return g
}

// oneLines are the cells without line breaks and what else has no place in a line.
func oneLines(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.Join(strings.Fields(Clean(c)), " ")
	}
	return out
}

// fits sets the widest gap, from 3 to 1, with which the columns take no more than width.
func (g *grid) fits(width int) bool {
	for g.gap = 3; ; g.gap-- {
		total := -g.gap
		for _, c := range g.beside {
			total += g.widths[c] + g.gap
		}
		if total <= width || g.gap == 1 {
			return total <= width
		}
	}
}

// listLast lists the last column below the table if its cells are short and the others then fit.
func (g *grid) listLast(width int) {
	n := len(g.beside) - 1
	if n < 2 || g.widths[n] > shortCell {
		return
	}
	if g.beside = g.beside[:n]; !g.fits(width) {
		g.beside = append(g.beside, n)
		return
	}
	var cells []string
	for _, row := range g.rows[1:] {
		if row[n] != "" {
			cells = append(cells, row[n])
		}
	}
	g.below = []string{strings.TrimSpace(g.rows[0][n] + " " + strings.Join(cells, ", "))}
}

// stackWidest moves the widest column but the first to lines of its own.
func (g *grid) stackWidest() {
	at := 1
	for i, c := range g.beside {
		if i > 0 && g.widths[c] > g.widths[g.beside[at]] {
			at = i
		}
	}
	g.under = append(g.under, g.beside[at])
	slices.Sort(g.under)
	g.beside = slices.Delete(g.beside, at, at+1)
}

// line aligns the cells that stand side by side; nothing trails.
func (g *grid) line(row []string) string {
	var b strings.Builder
	for i, c := range g.beside {
		if i > 0 {
			b.WriteString(strings.Repeat(" ", g.gap))
		}
		blanks := strings.Repeat(" ", g.widths[c]-DisplayWidth(row[c]))
		if c < len(g.right) && g.right[c] {
			b.WriteString(blanks + row[c])
		} else {
			b.WriteString(row[c] + blanks)
		}
	}
	return strings.TrimRight(b.String(), " ")
}
