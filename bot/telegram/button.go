package telegram

import (
	"strconv"
	"strings"

	"spotter/bot"
)

// Limits of a keyboard (docs: InlineKeyboardButton; what clients show).
const (
	maxData     = 64 // bytes
	maxInRow    = 8
	maxKeyboard = 100
	maxLabel    = 64
)

type keyboard struct {
	Rows [][]button `json:"inline_keyboard"`
}

type button struct {
	Text   string  `json:"text"`
	Data   string  `json:"callback_data,omitempty"`
	URL    string  `json:"url,omitempty"`
	Switch *string `json:"switch_inline_query,omitempty"`
}

// press is what a button carries: a command line, and in a group the person whose request the message
// answered, and whether it is for him alone. It is all in the data, so that a button works as
// long as its message is there. A line that leaves no room for the owner stands alone: the message it
// stands under tells him by what it answers.
type press struct {
	line  string
	owner int64
	mark  mark
}

// mark tells whom a button is for.
type mark uint8

// The marks, and the letters that stand for them in front of the owner.
const (
	anybodys    mark = iota // whoever presses acts for himself
	personal                // the menu is for its owner alone
	reminders               // and so is what reminds him
	markLetters = "apr"
)

// data is the press as a button carries it; "" when its line is too long.
func (p press) data(private bool) string {
	line := bot.Clean(p.line)
	if !strings.HasPrefix(line, "/") || len(line) > maxData {
		return ""
	}
	whole := markLetters[p.mark:p.mark+1] + strconv.FormatInt(p.owner, 36) + line
	if private || p.owner == 0 || len(whole) > maxData {
		return line
	}
	return whole
}

// readPress reads a button's data; ok is false when it is none of ours.
func readPress(data string) (p press, ok bool) {
	at := strings.IndexByte(data, '/')
	if at < 0 {
		return p, false
	}
	p.line = data[at:]
	if at == 0 {
		return p, true
	}
	owner, err := strconv.ParseInt(data[1:at], 36, 64)
	letter := strings.IndexByte(markLetters, data[0])
	p.owner, p.mark = owner, mark(max(letter, 0))
	return p, err == nil && letter >= 0
}

// press is what was pressed. Clients may send data that the message never had: such a press, like one
// of a message we can't see any more, is nobody's own.
func (c *callback) press(me user) (press, bool) {
	p, ok := readPress(c.Data)
	if !ok || c.Message == nil {
		return p, ok
	}
	m := c.Message
	if m.Chat.private() {
		p.owner = c.From.ID
		return p, true
	}
	if !m.Markup.has(c.Data) {
		p.owner = 0
		return p, true
	}
	if p.owner == 0 {
		p.owner, p.mark = m.owner(me)
	}
	return p, true
}

// has tells whether a button carries the data.
func (k *keyboard) has(data string) bool {
	if k == nil {
		return false
	}
	for _, row := range k.Rows {
		for _, b := range row {
			if b.Data == data {
				return true
			}
		}
	}
	return false
}

// owner is whose request our message answered: as its other buttons say, or as the message does that it
// answers; 0 when that is not known.
func (m *message) owner(me user) (owner int64, whose mark) {
	for _, row := range m.Markup.Rows {
		for _, b := range row {
			if p, ok := readPress(b.Data); ok && p.owner != 0 {
				return p.owner, p.mark
			}
		}
	}
	if m.ReplyTo != nil && m.ReplyTo.From != nil && m.ReplyTo.SenderChat == nil && m.ReplyTo.From.ID != me.ID {
		return m.ReplyTo.From.ID, anybodys
	}
	return 0, anybodys
}

// keyboards sets buttons in rows, over several keyboards when they are many. Those whose line is too
// long are left out.
func (p place) keyboards(rows [][]bot.Button, extras []button) (list []*keyboard) {
	var k keyboard
	n := 0
	add := func(row []button) {
		for len(row) > 0 {
			if n == maxKeyboard {
				full := k
				list, k, n = append(list, &full), keyboard{}, 0
			}
			fit := min(len(row), maxInRow, maxKeyboard-n)
			k.Rows, row, n = append(k.Rows, row[:fit:fit]), row[fit:], n+fit
		}
	}
	for _, row := range rows {
		var set []button
		for _, b := range row {
			data := press{line: b.Line, owner: p.owner, mark: p.mark}.data(p.private)
			if data != "" {
				set = append(set, button{Text: label(b), Data: data})
			}
		}
		add(set)
	}
	add(extras)
	if n > 0 {
		list = append(list, &k)
	}
	return list
}

// label is what a button says: its line when it says nothing.
func label(b bot.Button) string {
	l := bot.OneLine(b.Label)
	if l == "" {
		l = bot.OneLine(b.Line)
	}
	return bot.Cut(l, maxLabel)
}
