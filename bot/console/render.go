package console

import (
	"strconv"
	"strings"

	"spotter/bot"
)

// Style is how a reply is set as text.
type Style struct {
	Width  int  // columns at which lines are wrapped; 0 means 80, less than 20 means 20
	Colour bool // ANSI colours and weights (SGR sequences, ECMA-48 8.3.117)
}

// SGR parameters of what a reply is made of.
const (
	bold, dim, italic     = "1", "2", "3"
	codeColour, keyColour = "36", "33" // cyan, yellow
)

// buttonGap stands between the buttons of a row.
const buttonGap = 3

// Render sets a reply as lines of text, each ended by a newline; "" when there is nothing to show.
// Words are wrapped at o.Width, tables are not. Control characters, escape sequences and
// text-direction marks of the reply's own texts are dropped.
func Render(r *bot.Reply, o Style) string {
	if r == nil {
		return ""
	}
	p := painter(o.sane())
	var b strings.Builder
	write := func(lines []string, joined bool) {
		if len(lines) == 0 {
			return
		}
		if b.Len() > 0 && !joined {
			b.WriteByte('\n')
		}
		for _, l := range lines {
			b.WriteString(l)
			b.WriteByte('\n')
		}
	}
	heading := false
	for _, block := range r.Blocks {
		lines := p.block(block)
		write(lines, heading && takesHeading(block))
		if len(lines) > 0 {
			heading = isHeading(block)
		}
	}
	write(p.buttons(r.Buttons), false)
	return b.String()
}

func (o Style) sane() Style {
	if o.Width == 0 {
		o.Width = 80
	}
	o.Width = max(o.Width, 20)
	return o
}

// isHeading tells whether a block is a paragraph of one strong span.
func isHeading(b bot.Block) bool {
	p, ok := b.(bot.Para)
	return ok && len(p) == 1 && p[0].Style == bot.Strong
}

// takesHeading tells whether a heading stands right above the block, without a blank line.
func takesHeading(b bot.Block) bool {
	switch b.(type) {
	case bot.List, bot.Table:
		return true
	}
	return false
}

// painter sets blocks in one style.
type painter Style

// sgr joins SGR parameters; "" when there are no colours.
func (p painter) sgr(params ...string) string {
	if !p.Colour {
		return ""
	}
	var on []string
	for _, param := range params {
		if param != "" {
			on = append(on, param)
		}
	}
	return strings.Join(on, ";")
}

func (p painter) block(b bot.Block) []string {
	switch b := b.(type) {
	case bot.Title:
		return fill(bare, []run{{text: oneLine(string(b)), sgr: p.sgr(bold)}}, p.Width)
	case bot.Para:
		return fill(bare, p.runs(bot.Text(b), ""), p.Width)
	case bot.Note:
		return fill(bare, p.runs(bot.Text(b), dim), p.Width)
	case bot.Image:
		return fill(bare, []run{{text: oneLine("Picture: " + b.Alt), sgr: p.sgr(dim)}}, p.Width)
	case bot.List:
		return p.list(b)
	case bot.Table:
		return p.table(b)
	}
	return nil
}

// runs styles the spans of a text on top of a base.
func (p painter) runs(t bot.Text, base string) []run {
	styles := map[bot.Style]string{bot.Strong: bold, bot.Emph: italic, bot.Code: codeColour}
	runs := make([]run, 0, len(t))
	for _, span := range t {
		r := run{text: clean(span.Text), sgr: p.sgr(base, styles[span.Style])}
		r.whole = span.Style == bot.Code && displayWidth(r.text) <= p.Width/2
		runs = append(runs, r)
	}
	return runs
}

func (p painter) list(l bot.List) []string {
	var lines []string
	for i, item := range l.Items {
		marker := "- "
		if l.Ordered {
			marker = strconv.Itoa(i+1) + ". "
		}
		item := fill(run{text: marker}, p.runs(item, ""), p.Width)
		if len(item) == 0 {
			item = []string{strings.TrimSpace(marker)}
		}
		lines = append(lines, item...)
	}
	return lines
}

// buttons numbers the buttons through all rows, from 1 on. A row that is too long is broken
// between its buttons, a button that is too long between its words.
func (p painter) buttons(rows [][]bot.Button) []string {
	var lines []string
	number := 0
	for _, row := range rows {
		var open line
		flush := func() {
			if open.width > 0 {
				lines = append(lines, open.String())
				open = line{}
			}
		}
		for _, button := range row {
			number++
			marker := run{text: "[" + strconv.Itoa(number) + "] ", sgr: p.sgr(keyColour)}
			label := run{text: buttonLabel(button)}
			wide := displayWidth(marker.text) + displayWidth(label.text)
			if open.width+buttonGap+wide > p.Width {
				flush()
			}
			if wide > p.Width {
				lines = append(lines, fill(marker, []run{label}, p.Width)...)
				continue
			}
			if open.width > 0 {
				open.add(run{text: strings.Repeat(" ", buttonGap)})
			}
			open.add(marker)
			open.add(label)
		}
		flush()
	}
	return lines
}

// buttonLabel is the label in one line, or what the button does when it has none.
func buttonLabel(b bot.Button) string {
	for _, s := range []string{b.Label, b.Line} {
		if label := oneLine(s); label != "" {
			return label
		}
	}
	return "?"
}
