package content

import (
	"bufio"
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	mdhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// section is what stands below one "## Heading"; the first of a page has no heading.
type section struct {
	heading string
	line    int
	blocks  []Block
	lines   [][]int // for each block the line of the paragraph, or of each item of the list
}

// notAllowed names what a page may not hold, and the way out.
var notAllowed = map[ast.NodeKind]string{
	ast.KindBlockquote:      "a quote: write a plain paragraph",
	ast.KindCodeBlock:       "an indented code block: remove the spaces before the text",
	ast.KindFencedCodeBlock: "a code block: write a plain paragraph",
	ast.KindHTMLBlock:       "HTML: write plain Markdown",
	ast.KindRawHTML:         "HTML: write plain Markdown",
	ast.KindThematicBreak:   "a line across the page: delete it",
	ast.KindLink:            "a link: write the words only, and name the site in sources",
	ast.KindAutoLink:        "a link: write the words only, and name the site in sources",
	ast.KindImage:           "an image: say it in words",
	extast.KindTable:        "a table: write a list",
}

// newParser makes a parser of plain CommonMark that leaves out headings by underlining and link definitions, whose source
// looks like something else, and knows tables so that they can be refused.
func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
	)
}

// body walks the Markdown of a page.
type body struct {
	page     *page
	src      []byte
	first    int // line of the file on which src begins
	sections []section
}

// readBody cuts the Markdown at its headings; the first section is what comes before them, and is always there.
func (p *page) readBody(md parser.Parser, src []byte, first int) []section {
	b := &body{page: p, src: src, first: first, sections: []section{{line: first}}}
	if len(src) == 0 {
		b.sections[0].line--
	}
	for n := md.Parse(text.NewReader(src)).FirstChild(); n != nil; n = n.NextSibling() {
		b.block(n)
	}
	return b.sections
}

func (b *body) line(n ast.Node) int {
	return b.first + bytes.Count(b.src[:min(max(n.Pos(), 0), len(b.src))], []byte("\n"))
}

func (b *body) refuse(n ast.Node) {
	name := notAllowed[n.Kind()]
	if name == "" {
		name = n.Kind().String() + ": use paragraphs and simple lists only"
	}
	b.page.problem(b.line(n), "not allowed: %s", name)
}

func (b *body) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		b.heading(n)
	case *ast.Paragraph:
		t := b.text(n)
		if strings.HasPrefix(t.String(), "##") {
			b.page.problem(b.line(n), "not a heading yet: put a space after ##")
		}
		b.add(Para{t}, b.line(n))
	case *ast.List:
		b.list(n)
	default:
		b.refuse(n)
	}
}

func (b *body) add(block Block, lines ...int) {
	s := &b.sections[len(b.sections)-1]
	s.blocks = append(s.blocks, block)
	s.lines = append(s.lines, lines)
}

func (b *body) heading(n *ast.Heading) {
	if n.Level != 2 {
		b.page.problem(b.line(n), "only headings that begin with ## are allowed")
		return
	}
	b.sections = append(b.sections, section{heading: b.text(n).String(), line: b.line(n)})
}

func (b *body) list(n *ast.List) {
	if n.IsOrdered() && n.Start != 1 {
		b.page.problem(b.line(n), "the list starts at %d: number it from 1, and put nothing between its items", n.Start)
	}
	list, lines := List{Ordered: n.IsOrdered()}, []int(nil)
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		list.Items = append(list.Items, b.item(item))
		lines = append(lines, b.line(item))
	}
	b.add(list, lines...)
}

// item is the one paragraph of a list item.
func (b *body) item(n ast.Node) Text {
	var t Text
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch {
		case child.Kind() == ast.KindList:
			b.page.problem(b.line(child), "not allowed: a list inside a list: make one list of it, or a new ## section")
		case child.Kind() != ast.KindTextBlock && child.Kind() != ast.KindParagraph:
			b.refuse(child)
		case t != nil:
			b.page.problem(b.line(child), "a list item is one paragraph: join them or make two items")
		default:
			t = b.text(child)
		}
	}
	if t.String() == "" {
		b.page.problem(b.line(n), "empty list item: fill it in or delete it")
	}
	return t
}

// text reads the words of a paragraph, a list item or a heading.
func (b *body) text(n ast.Node) Text {
	var t Text
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Text:
			t = t.with(b.words(child), Plain)
		case *ast.CodeSpan:
			t = t.with(b.inner(child), Code)
		case *ast.Emphasis:
			style := Emph
			if child.Level == 2 {
				style = Strong
			}
			t = t.with(b.inner(child), style)
		default:
			b.refuse(child)
		}
	}
	return t
}

// with adds words, joining them to a last span of the same style.
func (t Text) with(words string, style Style) Text {
	switch last := len(t) - 1; {
	case words == "":
	case last >= 0 && t[last].Style == style:
		t[last].Text += words
	default:
		t = append(t, Span{words, style})
	}
	return t
}

// inner is the words of a styled span.
func (b *body) inner(n ast.Node) string {
	var words string
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if t, ok := child.(*ast.Text); ok {
			words += b.words(t)
		} else if child.Kind() == ast.KindEmphasis || child.Kind() == ast.KindCodeSpan {
			b.page.problem(b.line(child), "one style inside another: use one")
		} else {
			b.refuse(child)
		}
	}
	return words
}

// words is a run of text with its escapes resolved and its line break made a space.
func (b *body) words(n *ast.Text) string {
	raw := n.Segment.Value(b.src)
	words := string(raw)
	if n.Parent().Kind() == ast.KindCodeSpan {
		return strings.ReplaceAll(words, "\n", " ")
	}
	if strings.Contains(words, "**") || strings.Contains(words, "`") {
		b.page.problem(b.line(n), "a style that is not closed, or has a space inside its marks: write **words** or `words`")
	}
	if bytes.ContainsAny(raw, `\&`) {
		words = unescape(raw)
	}
	if strings.Contains(words, "://") {
		b.page.problem(b.line(n), "not allowed: %s", notAllowed[ast.KindLink])
	}
	if n.SoftLineBreak() || n.HardLineBreak() {
		words += " "
	}
	return words
}

// unescape lets goldmark resolve backslashes and entities, and undoes the HTML that it makes of them.
func unescape(raw []byte) string {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	mdhtml.DefaultWriter.Write(w, raw)
	_ = w.Flush()
	return html.UnescapeString(out.String())
}
