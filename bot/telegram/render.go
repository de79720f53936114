package telegram

import (
	"slices"
	"strconv"
	"strings"

	"spotter/bot"
)

// Limits of a message (docs: sendMessage, sendPhoto, MessageEntity), in UTF-16 units.
const (
	maxText     = 4096
	maxCaption  = 1024
	maxEntities = 100
	maxPhoto    = 10 << 20 // bytes
)

// tableWidth is how many columns of fixed width a phone shows without breaking lines.
const tableWidth = 30

// part is what fits one message: a text, or a picture with the text as its caption.
type part struct {
	text     string
	entities []entity
	picture  *picture
	keyboard *keyboard
	force    bool // the owner is asked to answer it
}

type picture struct {
	name, alt string
	png       []byte
}

// render sets blocks as messages, one at least. Text is never markup: formatting is told beside it.
func render(blocks []bot.Block) (parts []part) {
	f := &flow{limit: maxText}
	for _, b := range blocks {
		img, ok := b.(bot.Image)
		if !ok || len(img.PNG) == 0 || len(img.PNG) > maxPhoto {
			f.block(b)
			continue
		}
		parts = append(parts, f.withPicture(img)...)
		f = &flow{limit: maxText}
	}
	parts = append(parts, f.parts()...)
	if len(parts) == 0 {
		parts = []part{{text: "…"}}
	}
	return parts
}

// withPicture is what stands so far and a picture behind it: as its caption, when that is short enough
// together with the words for the picture.
func (f *flow) withPicture(img bot.Image) []part {
	pic := &picture{name: img.Name, alt: bot.Cut(bot.OneLine(img.Alt), maxCaption), png: img.PNG}
	parts := f.parts()
	if len(parts) <= 1 {
		whole := &flow{limit: maxCaption}
		if len(parts) == 1 {
			whole.chunks = parts
		}
		whole.add(line(bot.S(bot.Emph, pic.alt)), false)
		if got := whole.parts(); len(got) == 1 && bot.Units(got[0].text) <= maxCaption {
			got[0].picture = pic
			return got
		}
	}
	caption := line(bot.S(bot.Emph, pic.alt))
	if bot.Units(caption.text) > maxCaption {
		caption, _ = caption.split(maxCaption)
	}
	return append(parts, part{text: caption.text, entities: caption.entities, picture: pic})
}

// flow is a text that grows block by block, cut into messages.
type flow struct {
	limit  int
	chunks []part
	open   bool // the last thing added was a heading: what follows stands right under it
}

func (f *flow) parts() []part { return f.chunks }

// add puts a piece behind the others, after a blank line or, joined, on the next line. A piece that
// fits no message is cut between words.
func (f *flow) add(p part, joined bool) {
	if strings.TrimSpace(p.text) == "" {
		return
	}
	gap := "\n\n"
	if joined || f.open {
		gap = "\n"
	}
	f.open = false
	if n := len(f.chunks); n > 0 {
		last := &f.chunks[n-1]
		if bot.Units(last.text)+len(gap)+bot.Units(p.text) <= f.limit && len(last.entities)+len(p.entities) <= maxEntities {
			last.append(gap, p)
			return
		}
	}
	for bot.Units(p.text) > f.limit || len(p.entities) > maxEntities {
		var head part
		head, p = p.split(f.limit)
		f.chunks = append(f.chunks, head)
	}
	f.chunks = append(f.chunks, p)
}

func (p *part) append(gap string, more part) {
	shift := bot.Units(p.text) + len(gap)
	p.text += gap + more.text
	for _, e := range more.entities {
		e.Offset += shift
		p.entities = append(p.entities, e)
	}
}

func (f *flow) block(b bot.Block) {
	switch b := b.(type) {
	case bot.Title:
		f.add(line(bot.S(bot.Strong, bot.OneLine(string(b)))), false)
	case bot.Para:
		f.add(line(bot.Text(b)), false)
		f.open = f.open || isHeading(b)
	case bot.Note:
		f.add(line(small(bot.Text(b))), false)
	case bot.List:
		n := 0
		for i, item := range b.Items {
			marker := "- "
			if b.Ordered {
				marker = strconv.Itoa(i+1) + ". "
			}
			if p := line(item); p.text != "" {
				whole := part{text: marker}
				whole.append("", p)
				f.add(whole, n > 0)
				n++
			}
		}
	case bot.Table:
		f.table(b)
	case bot.Image:
		f.add(line(bot.S(bot.Emph, bot.OneLine(b.Alt))), false)
	}
}

// isHeading tells whether a paragraph is one strong span, under which something stands.
func isHeading(p bot.Para) bool {
	return len(p) == 1 && p[0].Style == bot.Strong && p[0].URL == "" && bot.OneLine(p[0].Text) != ""
}

// small is a note's text: what is plain in it is set as small print is.
func small(t bot.Text) bot.Text {
	out := make(bot.Text, len(t))
	for i, s := range t {
		if s.Style == bot.Plain && s.URL == "" {
			s.Style = bot.Emph
		}
		out[i] = s
	}
	return out
}

// table adds a table in fixed width, over several messages when it is long.
func (f *flow) table(t bot.Table) {
	laid := t.Lay(tableWidth)
	f.add(line(bot.S(bot.Strong, bot.OneLine(t.Caption))), false)
	f.open = f.open || bot.OneLine(t.Caption) != ""
	open := ""
	flush := func() {
		if strings.TrimSpace(open) != "" {
			f.add(part{text: open, entities: []entity{{Type: "pre", Length: bot.Units(open)}}}, false)
		}
		open = ""
	}
	for _, l := range slices.Concat(laid.Head, laid.Rows, laid.Below) {
		l = bot.Cut(l, f.limit-1)
		if bot.Units(open)+1+bot.Units(l) > f.limit/2 {
			flush()
		}
		if open != "" {
			l = "\n" + l
		}
		open += l
	}
	flush()
}
