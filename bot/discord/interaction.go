package discord

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"spotter/bot"
)

// Types of callbacks (docs: receiving and responding).
const (
	answerMessage  = 4
	announceAnswer = 5
	announceUpdate = 6
	answerUpdate   = 7
	answerChoices  = 8
	answerForm     = 9
)

// onInteraction takes an interaction and puts it into its user's lane.
func (d *Discord) onInteraction(raw json.RawMessage) {
	in, err := decodeInteraction(raw)
	if err != nil {
		d.warn("an interaction could not be read", "error", "incomplete or of another form")
		return
	}
	if !d.seen.Add(in.ID, true) {
		return
	}
	if in.Kind == kindAutocomplete {
		// Nobody waits for an old completion, and none has an effect: it need not keep its place.
		d.enqueue("completion "+in.ID, func() { d.complete(in) })
		return
	}
	a := d.newAnswer(in)
	if !d.enqueue(in.from(), func() { d.handle(a) }) {
		a.timer.Stop()
	}
}

// complete answers with the completions of an option.
func (d *Discord) complete(in *interaction) {
	choices := []map[string]string{}
	for _, v := range in.choices(d.commands) {
		choices = append(choices, map[string]string{"name": bot.UpperFirst(v), "value": v})
	}
	ctx, cancel := context.WithTimeout(d.base, DeferAfter)
	defer cancel()
	err := d.newAnswer(in).callback(ctx, answerChoices, map[string]any{"choices": choices}, nil)
	if err != nil && !isCode(err, unknownInteraction) {
		d.warn("completions could not be sent", "error", err)
	}
}

// answer is the answer to one interaction on its way.
type answer struct {
	d       *Discord
	in      *interaction
	request *bot.Request // nil when we do not know what was meant
	press   press
	limiter *limiter    // of this interaction alone: nobody else's answers wait for it
	timer   *time.Timer // announces the answer when it is slow

	mu        sync.Mutex
	announced int  // the callback that announced it, 0 for none
	sealed    bool // it was announced for the user alone
	begun     bool // the answer itself is on its way
}

func (d *Discord) newAnswer(in *interaction) *answer {
	a := &answer{d: d, in: in, limiter: newLimiter()}
	a.request, a.press = in.request(d.commands, time.Now())
	if in.Kind != kindAutocomplete {
		a.timer = time.AfterFunc(DeferAfter, a.announce)
	}
	return a
}

// handle has the interaction handled and sends the reply.
func (d *Discord) handle(a *answer) {
	ctx, cancel := context.WithTimeout(d.base, answerTime)
	defer cancel()
	if a.press.kind == pressType && a.form(ctx, form(a.press.line, a.in.alone() || a.in.hidden())) {
		return
	}
	reply := a.reply(ctx)
	if err := a.send(ctx, reply); err != nil {
		d.explain(err)
	}
}

// reply is what the handler says, or what we say of something that is none of ours.
func (a *answer) reply(ctx context.Context) *bot.Reply {
	r := a.request
	switch {
	case r == nil && a.in.Kind == kindCommand:
		return lost("I don't know that command any more. Restart your app to see the present ones, or try `/help`.")
	case r == nil:
		return lost("That button is from another time, and I can't read it any more. `/help` shows what I can do.")
	case a.in.Data.Kind == menuOnMessage && r.Text == "/"+a.d.commands[a.in.Data.Name].Name+" ":
		return lost("There is no text in that message that I could read.")
	}
	return a.d.handler.Handle(ctx, r)
}

// lost is a reply to somebody who got lost, for him alone.
func lost(text string) *bot.Reply {
	r := bot.Say("%s", text)
	r.For = bot.Asker
	r.Buttons = bot.Rows(1, bot.Button{Label: "Help", Line: "/help"})
	return r
}

// explain puts a failed answer into the log.
func (d *Discord) explain(err error) {
	switch {
	case isCode(err, unknownInteraction, alreadyAnswered):
		d.warn("Discord says that somebody else answered, or that the answer came too late; if this goes on, another Spotter is running with the same token: stop one of them")
	case errors.Is(err, context.Canceled):
	default:
		d.o.Log.Error("an answer could not be sent", "platform", Platform, "error", err)
	}
}

// own tells whether the message under which a button was pressed answered the one who pressed it.
func (a *answer) own() bool { return a.press.owner == a.in.from() }

// place is where a reply for such an audience will stand.
func (a *answer) place(r *bot.Reply) place {
	p := place{alone: a.in.alone(), owner: a.in.from()}
	switch {
	case p.alone:
	case a.in.Kind == kindComponent && a.press.kind == pressShare:
		p.hidden = r.For == bot.OnlyAsker
	case a.in.hidden() || a.press.kind == pressAside || a.press.kind == pressForm && a.press.owner == formHidden:
		p.hidden = true
	case a.in.Kind == kindComponent && !a.own():
		p.hidden = true
	case a.in.Kind == kindComponent && r.Replace:
		p.hidden = r.For == bot.OnlyAsker
	default:
		p.hidden = r.For != bot.Everyone || a.in.Data.Kind == menuOnMessage
	}
	return p
}

// replaces tells whether the reply takes the place of the message the button stands under.
func (a *answer) replaces(r *bot.Reply, p place) bool {
	if a.in.Kind != kindComponent || !r.Replace || a.press.kind != pressHere {
		return false
	}
	return a.in.hidden() || a.in.alone() || a.own() && !p.hidden
}

// announce tells Discord that the answer takes longer. Who may see it is decided with it for good, so
// it goes by what the command says of its replies.
func (a *answer) announce() {
	defer a.d.recovered("an announcement")
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.begun {
		return
	}
	kind, hidden := announceAnswer, a.place(&bot.Reply{For: a.expected(), Replace: true}).hidden
	if a.in.Kind == kindComponent && a.press.kind == pressHere && (a.own() || a.in.hidden() || a.in.alone()) {
		kind = announceUpdate
	}
	var data map[string]any
	if hidden && kind == announceAnswer {
		data = map[string]any{"flags": flagHidden}
	}
	ctx, cancel := context.WithTimeout(a.d.base, DeferAfter)
	defer cancel()
	if err := a.callback(ctx, kind, data, nil); err != nil && !isCode(err, alreadyAnswered) {
		a.d.explain(err)
		return
	}
	a.announced, a.sealed = kind, hidden
}

// expected is the audience of the command that was called.
func (a *answer) expected() bot.Audience {
	if c := a.d.commands[a.in.Data.Name]; c != nil {
		return c.For
	}
	return bot.Everyone
}

// begin claims the right to answer: nothing is announced from here on.
func (a *answer) begin() (announced int) {
	a.timer.Stop()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.begun = true
	return a.announced
}

// send sends the reply: at once, or in place of what was announced.
func (a *answer) send(ctx context.Context, r *bot.Reply) error {
	announced := a.begin()
	if r == nil {
		return a.nothing(ctx, announced)
	}
	p := a.place(r)
	switch {
	case announced == 0 && a.asksOnly(r):
		if a.form(ctx, form(r.Expect, p.hidden || p.alone).asking(r)) {
			return nil
		}
	case announced == announceAnswer && p.shared() != !a.sealed && !p.alone:
		return a.elsewhere(ctx, r, p)
	}
	parts := p.set(r)
	if err := a.first(ctx, r, p, parts[0], announced); err != nil {
		return err
	}
	for _, more := range parts[1:] {
		if err := a.follow(ctx, more, p.hidden); err != nil {
			return err
		}
	}
	return nil
}

// first sends the first message of the reply.
func (a *answer) first(ctx context.Context, r *bot.Reply, p place, first part, announced int) error {
	replaces := a.replaces(r, p)
	switch {
	case announced == announceUpdate && !replaces:
		return a.follow(ctx, first, p.hidden)
	case announced != 0:
		return a.edit(ctx, first)
	case replaces:
		return a.callback(ctx, answerUpdate, first.whole(), first.files)
	}
	return a.callback(ctx, answerMessage, first.fresh(p.hidden), first.files)
}

// elsewhere sends a reply whose audience is not the one that was announced: what was announced ends
// with a word, and the reply follows to whom it is for.
func (a *answer) elsewhere(ctx context.Context, r *bot.Reply, p place) error {
	word := "Here it is."
	if p.hidden {
		word = "That one is for you alone."
	}
	if err := a.edit(ctx, part{content: word}); err != nil {
		return err
	}
	for _, more := range p.set(r) {
		if err := a.follow(ctx, more, p.hidden); err != nil {
			return err
		}
	}
	return nil
}

// nothing ends an interaction that gets no reply.
func (a *answer) nothing(ctx context.Context, announced int) error {
	switch {
	case announced == announceAnswer:
		return a.call(ctx, "DELETE", a.original(), nil, nil)
	case announced != 0:
		return nil
	case a.in.Kind == kindComponent:
		return a.callback(ctx, announceUpdate, nil, nil)
	}
	return a.callback(ctx, answerMessage, part{content: "Noted."}.fresh(true), nil)
}

// callback answers the interaction itself, which can be done once.
func (a *answer) callback(ctx context.Context, kind int, data map[string]any, files []picture) error {
	body := map[string]any{"type": kind}
	if data != nil {
		body["data"] = data
	}
	return a.call(ctx, "POST", discordgo.EndpointInteractionResponse(a.in.ID, a.in.Token), body, files)
}

// edit puts a message in place of the one that was announced, or of the one a button stands under.
func (a *answer) edit(ctx context.Context, p part) error {
	return a.call(ctx, "PATCH", a.original(), p.whole(), p.files)
}

// follow sends one more message.
func (a *answer) follow(ctx context.Context, p part, hidden bool) error {
	_, err := a.d.rest.do(ctx, call{method: "POST", url: discordgo.EndpointWebhookToken(a.in.App, a.in.Token),
		body: p.fresh(hidden), files: p.files, limiter: a.limiter})
	return err
}

func (a *answer) original() string {
	return discordgo.EndpointWebhookMessage(a.in.App, a.in.Token, "@original")
}

// call makes a call that has its effect once, however often it is made.
func (a *answer) call(ctx context.Context, method, url string, body map[string]any, files []picture) error {
	k := call{method: method, url: url, files: files, limiter: a.limiter, again: true}
	if body != nil {
		k.body = body
	}
	_, err := a.d.rest.do(ctx, k)
	return err
}
