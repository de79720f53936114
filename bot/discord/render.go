package discord

import (
	"slices"
	"strconv"
	"strings"

	"spotter/bot"
)

// Limits of a message (docs: message, components).
const (
	maxContent     = 2000
	maxDescription = 4096
	maxTitle       = 256
	maxFields      = 25
	maxFieldName   = 256
	maxFieldValue  = 1024
	maxEmbeds      = 6000 // over all texts of all embeds
	maxRows        = 5
	maxInRow       = 5
	maxLabel       = 80
	maxFile        = 10 << 20
)

// tableWidth is how many columns of a code block a phone shows without breaking lines.
const tableWidth = 32

// colour is the stripe of our embeds.
const colour = 0x2F7D6B

// part is what fits one message.
type part struct {
	content string
	embed   *embed
	files   []picture
	rows    []row
}

type picture struct {
	name, alt string
	png       []byte
}

type embed struct {
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	Fields      []embedField `json:"fields,omitempty"`
	Image       *embedImage  `json:"image,omitempty"`
	Colour      int          `json:"color"`
}

type embedField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type embedImage struct {
	URL string `json:"url"`
}

type row struct {
	Type       int      `json:"type"` // 1
	Components []button `json:"components"`
}

type button struct {
	Type     int    `json:"type"`  // 2
	Style    int    `json:"style"` // 2, secondary
	Label    string `json:"label"`
	CustomID string `json:"custom_id"`
}

// extra is a button of the adapter's own.
type extra struct {
	label string
	press press
}

// render sets a reply as messages, one at least. The buttons are the owner's; extras stand behind them.
func render(r *bot.Reply, owner string, extras []extra) []part {
	var parts []part
	if isTalk(r) {
		for _, text := range talk(r.Blocks) {
			parts = append(parts, part{content: text})
		}
	} else {
		parts = card(r.Blocks)
	}
	if len(parts) == 0 {
		parts = []part{{content: "…"}}
	}
	rows := rowsOf(r.Buttons, owner, extras)
	last := &parts[len(parts)-1]
	last.rows, rows = rows[:min(len(rows), maxRows)], rows[min(len(rows), maxRows):]
	for len(rows) > 0 {
		n := min(len(rows), maxRows)
		parts, rows = append(parts, part{content: "More:", rows: rows[:n]}), rows[n:]
	}
	return parts
}

// isTalk tells whether a reply is plain sentences. They stand in the message itself, which everybody
// sees: some people switch embeds off, some servers forbid them.
func isTalk(r *bot.Reply) bool {
	for _, b := range r.Blocks {
		switch b.(type) {
		case bot.Title, bot.Table, bot.Image:
			return false
		}
		if _, heading := headingOf(b); heading {
			return false
		}
	}
	return true
}

// headingOf is the text of a paragraph of one strong span.
func headingOf(b bot.Block) (string, bool) {
	p, ok := b.(bot.Para)
	if !ok || len(p) != 1 || p[0].Style != bot.Strong || p[0].URL != "" {
		return "", false
	}
	return bot.OneLine(p[0].Text), true
}

// talk sets blocks as the contents of as many messages as it takes.
func talk(blocks []bot.Block) []string {
	f := flow{limit: maxContent}
	for _, b := range blocks {
		f.block(b)
	}
	return f.chunks
}

// section is a heading and what stands under it.
type section struct {
	name   string
	blocks []bot.Block
}

// card sets blocks as embeds: what stands before the first heading is the description, each heading
// a field. What does not fit fields is set as one text with headings, over several messages if need be.
func card(blocks []bot.Block) []part {
	var title string
	var pictures []picture
	sections := []section{{}}
	for _, b := range blocks {
		last := &sections[len(sections)-1]
		switch b := b.(type) {
		case bot.Title:
			title = cut(escape(bot.OneLine(string(b))), maxTitle)
			continue
		case bot.Image:
			if len(b.PNG) > 0 && len(b.PNG) <= maxFile {
				pictures = append(pictures, picture{name: b.Name, alt: cut(bot.OneLine(b.Alt), bot.MaxAlt), png: b.PNG})
				continue
			}
		case bot.Table:
			if caption := bot.OneLine(b.Caption); caption != "" {
				sections = append(sections, section{name: caption, blocks: []bot.Block{bot.Table{Head: b.Head, Right: b.Right, Rows: b.Rows}}})
				continue
			}
		}
		if name, ok := headingOf(b); ok {
			sections = append(sections, section{name: name})
			continue
		}
		last.blocks = append(last.blocks, b)
	}
	parts := fields(title, sections)
	if parts == nil {
		parts = pages(title, sections)
	}
	return withPictures(parts, pictures)
}

// fields sets the sections as one embed with fields; nil when they do not fit.
func fields(title string, sections []section) []part {
	e := &embed{Title: title, Colour: colour}
	total := bot.Units(title)
	for i, s := range sections {
		limit := maxFieldValue
		if i == 0 {
			limit = maxDescription
		}
		f := flow{limit: limit}
		for _, b := range s.blocks {
			f.block(b)
		}
		body := strings.Join(f.chunks, "\n\n")
		name := cut(escape(s.name), maxFieldName)
		total += bot.Units(name) + bot.Units(body)
		switch {
		case len(f.chunks) > 1 || i > maxFields || total > maxEmbeds:
			return nil
		case i == 0:
			e.Description = body
		case body != "" || name != "":
			e.Fields = append(e.Fields, embedField{Name: orBlank(name), Value: orBlank(body)})
		}
	}
	if e.Title == "" && e.Description == "" && len(e.Fields) == 0 {
		return []part{}
	}
	return []part{{embed: e}}
}

// orBlank is s, or an invisible character where Discord asks for some text.
func orBlank(s string) string {
	if s == "" {
		return "\u200b"
	}
	return s
}

// pages sets the sections as one text over as many embeds as it takes, one a message.
func pages(title string, sections []section) (parts []part) {
	f := flow{limit: maxDescription}
	for _, s := range sections {
		if s.name != "" {
			f.add("**"+escape(cut(s.name, maxFieldName))+"**", false)
			f.open = true
		}
		for _, b := range s.blocks {
			f.block(b)
		}
	}
	for i, text := range f.chunks {
		e := &embed{Description: text, Colour: colour}
		if i == 0 {
			e.Title = title
		}
		parts = append(parts, part{embed: e})
	}
	return parts
}

// withPictures puts the first picture into the last embed and the others into messages of their own.
func withPictures(parts []part, pictures []picture) []part {
	for i, p := range pictures {
		e := &embed{Colour: colour}
		if i == 0 && len(parts) > 0 {
			e = parts[len(parts)-1].embed
		} else {
			parts = append(parts, part{embed: e})
		}
		last := &parts[len(parts)-1]
		e.Image = &embedImage{URL: "attachment://" + p.name}
		last.files = []picture{p}
	}
	return parts
}

// flow is a text that grows block by block, cut into chunks of at most limit units.
type flow struct {
	limit  int
	chunks []string
	open   bool // the last thing added was a heading: what follows stands right under it
}

// add puts a piece behind the others, after a blank line or, joined, on the next line.
func (f *flow) add(piece string, joined bool) {
	if piece == "" {
		return
	}
	piece = cut(piece, f.limit)
	gap := "\n\n"
	if joined || f.open {
		gap = "\n"
	}
	f.open = false
	if n := len(f.chunks); n > 0 && bot.Units(f.chunks[n-1])+len(gap)+bot.Units(piece) <= f.limit {
		f.chunks[n-1] += gap + piece
		return
	}
	f.chunks = append(f.chunks, piece)
}

func (f *flow) block(b bot.Block) {
	switch b := b.(type) {
	case bot.Title:
		f.add("**"+escape(bot.OneLine(string(b)))+"**", false)
	case bot.Para:
		f.text("", bot.Text(b), false)
	case bot.Note:
		f.text("-# ", bot.Text(b), false)
	case bot.List:
		for i, item := range b.Items {
			marker := "- "
			if b.Ordered {
				marker = strconv.Itoa(i+1) + ". "
			}
			f.text(marker, item, i > 0)
		}
	case bot.Table:
		f.table(b)
	case bot.Image:
		f.text("-# ", bot.T("Picture: %s", b.Alt), false)
	}
}

// text adds a text behind a marker; where it takes several pieces the others have none.
func (f *flow) text(marker string, t bot.Text, joined bool) {
	for i, piece := range texts(t) {
		set := inline(piece)
		if set == "" {
			continue
		}
		if i > 0 {
			f.add(set, true)
			continue
		}
		f.add(marker+set, joined)
	}
}

// table adds a table in a code block, over several when it is long.
func (f *flow) table(t bot.Table) {
	laid := t.Lay(tableWidth)
	lines := slices.Concat(laid.Head, laid.Rows, laid.Below)
	const fence = "```"
	open := ""
	flush := func() {
		if open != "" {
			f.add(fence+"\n"+open+fence, false)
			open = ""
		}
	}
	for _, l := range lines {
		l = cut(strings.ReplaceAll(l, "`", "'"), f.limit-2*len(fence)-2)
		if bot.Units(open)+bot.Units(l)+2*len(fence)+2 > f.limit {
			flush()
		}
		open += l + "\n"
	}
	flush()
}

// rowsOf sets buttons in rows of at most five. Those that no custom id can carry are left out.
func rowsOf(buttons [][]bot.Button, owner string, extras []extra) (rows []row) {
	n := 0
	add := func(r []button) {
		for len(r) > 0 {
			k := min(len(r), maxInRow)
			rows = append(rows, row{Type: 1, Components: r[:k:k]})
			r = r[k:]
		}
	}
	one := func(label string, p press) (button, bool) {
		id := p.id(n)
		label = bot.OneLine(label)
		if label == "" {
			label = bot.OneLine(p.line)
		}
		n++
		return button{Type: 2, Style: 2, Label: cut(label, maxLabel), CustomID: id}, id != ""
	}
	for _, line := range buttons {
		var r []button
		for _, b := range line {
			if set, ok := one(b.Label, press{pressHere, owner, bot.Clean(b.Line)}); ok {
				r = append(r, set)
			}
		}
		add(r)
	}
	var r []button
	for _, x := range extras {
		x.press.owner = owner
		if set, ok := one(x.label, x.press); ok {
			r = append(r, set)
		}
	}
	add(r)
	return rows
}
