package bot

import "fmt"

// Reply is what a command says, free of any platform: blocks, buttons and a few flags.
// Limits, splitting and markup belong to the adapter that renders it.
type Reply struct {
	Blocks  []Block
	Buttons [][]Button // rows
	For     Audience   // who may see it
	Here    bool       // it may stand where it was asked, although what its command says is for the asker alone
	Openly  *Reply     // what is said instead where others read along; nil: this reply itself
	Replace bool       // a pressed button's reply may take the place of the message it stood under
	Expect  string     // the command line that this person's next plain message in this chat completes
	Aside   string     // where others read along: the command line that goes on with the asker alone
	Share   string     // where only the asker sees it: the command line that shows it to everybody
}

// Audience says who a reply is for.
type Audience uint8

// The audiences, each narrower than the one before.
const (
	Everyone  Audience = iota // whoever reads the chat
	Asker                     // the asker, hidden from others where the platform can; else it stands where it was asked
	OnlyAsker                 // nobody but the asker: the platform leads to a private place first
)

// In is the reply as it stands where others read along: Openly, if there is one.
func (r *Reply) In(shared bool) *Reply {
	if r != nil && shared && r.Openly != nil {
		return r.Openly
	}
	return r
}

// Block is one piece of a reply: Title, Para, List, Table, Image or Note.
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

// Image is a picture. Alt says in words what it shows: it stands for the picture where none can be
// shown, and for who cannot see it.
type Image struct {
	Name string // a file name such as bars.png, never from a user's text
	Alt  string // at most MaxAlt characters
	PNG  []byte
}

// Note is small print: sources, limits of an answer, how a number was read.
type Note Text

func (Title) block() {}
func (Para) block()  {}
func (List) block()  {}
func (Table) block() {}
func (Image) block() {}
func (Note) block()  {}

// Limits of what stands in a reply, the smallest of the platforms we speak.
const (
	MaxAlt         = 1024 // characters; Discord: description of an attachment, Telegram: caption
	MaxButtonLine  = 64   // bytes; Telegram Bot API, InlineKeyboardButton.callback_data
	MaxButtonLabel = 30   // characters; what a phone shows of a button in a row of two
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
