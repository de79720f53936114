package bot

import "fmt"

// Reply is what a command says, free of any platform: blocks, buttons and a few flags.
// Limits, splitting and markup belong to the adapter that renders it.
type Reply struct {
	Blocks  []Block
	Buttons [][]Button // rows
	Private bool       // only the asker should see it, where the platform can
	Replace bool       // a pressed button's reply may take the place of the message it stood under
	Expect  string     // the command line that this person's next plain message in this chat completes
}

// Block is one piece of a reply: Title, Para, List, Table or Note.
type Block interface{ block() }

// Title says what the reply is about, in one line.
type Title string

// Para is a paragraph.
type Para Text

// List is a list, numbered when Ordered.
type List struct {
	Ordered bool
	Items   []Text
}

// Table is a small table in plain cells; every row has as many cells as Head.
type Table struct {
	Caption string
	Head    []string
	Right   []bool // per column: numbers are set to the right
	Rows    [][]string
}

// Note is small print: sources, limits of an answer, how a number was read.
type Note Text

func (Title) block() {}
func (Para) block()  {}
func (List) block()  {}
func (Table) block() {}
func (Note) block()  {}

// Limits of a button, the smallest of the platforms we speak.
const (
	MaxButtonLine  = 64 // bytes; Telegram Bot API, InlineKeyboardButton.callback_data
	MaxButtonLabel = 30 // characters; what a phone shows of a button in a row of two
)

// Button is a command line that somebody else typed. Whoever presses it acts for himself.
type Button struct {
	Label string
	Line  string
}

// Rows sets buttons in rows of n.
func Rows(n int, buttons ...Button) [][]Button {
	var rows [][]Button
	for len(buttons) > n {
		rows, buttons = append(rows, buttons[:n:n]), buttons[n:]
	}
	if len(buttons) > 0 {
		rows = append(rows, buttons)
	}
	return rows
}

// Say is a reply of one paragraph of our own words, with `examples` between backticks.
func Say(format string, args ...any) *Reply {
	return &Reply{Blocks: []Block{Para(Marked(fmt.Sprintf(format, args...)))}}
}
