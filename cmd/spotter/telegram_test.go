package main

import (
	"bytes"
	"fmt"
	"image/png"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"spotter/bot/telegram/telegramtest"
)

// evening is the built program at work on a test Telegram.
type evening struct {
	*testing.T
	s   *telegramtest.Server
	ana *telegramtest.User
}

func (e *evening) want(m *telegramtest.Message, texts ...string) {
	e.Helper()
	for _, text := range texts {
		if !strings.Contains(m.Body(), text) {
			e.Errorf("shown is %q, want %q in it", m.Body(), text)
		}
	}
}

// call says something to the bot in a group.
func (e *evening) call(c *telegramtest.Chat, text string, extra ...telegramtest.Extra) *telegramtest.Message {
	command, rest, _ := strings.Cut(text, " ")
	if strings.HasPrefix(text, "/") {
		return e.s.Say(e.ana, c, strings.TrimSpace(command+"@"+e.s.Bot.Username+" "+rest), extra...)
	}
	return e.s.Say(e.ana, c, "@"+e.s.Bot.Username+" "+text, extra...)
}

// TestTelegram is an evening on Telegram with the built program, which keeps Telegram's own limits all
// the time: menus, commands alone and in a group, buttons, inline mode, topics, corrections, a picture, a group
// that grows, a kill in the middle of a batch, and the end.
func TestTelegram(t *testing.T) {
	s := telegramtest.New(t, telegramtest.Options{Flood: telegramtest.RealFlood(), Wait: 20 * time.Second})
	config := "data = '" + filepath.Join(t.TempDir(), "spotter.db") + "'\n[telegram]\napi_url = '" + s.URL + "'\n"
	run := func() *process {
		p := launch(t, config, telegramToken+"="+s.Token)
		s.AwaitPoll()
		return p
	}
	e := &evening{t, s, s.User("ana")}
	s.SetWebhook("https://example.org/left-behind")
	p := run()
	e.menus()
	g := s.Group("Garage")
	e.alone()
	e.inGroup(g)
	e.inline()
	e.topic()
	e.grows(g)
	secrets := []string{s.Token, s.Token[strings.Index(s.Token, ":")+1:], "why does my back hurt", fmt.Sprint(e.ana.ID)}
	p = e.killed(p, run, secrets)
	set := e.setters()
	p.end(secrets...)
	p = run()
	late := s.User("late")
	s.Say(late, s.Private(late), "/start")
	e.want(s.Next(s.Private(late)), "warm-up")
	if again := e.setters() - set; again > 0 {
		t.Errorf("%d menus or texts were set again though nothing had changed", again)
	}
	p.end(secrets...)
	for _, q := range s.Requests() {
		if q.Status == 429 {
			t.Errorf("%s in chat %d was refused as too fast", q.Method, q.Chat)
		}
	}
}

func (e *evening) setters() (n int) {
	for _, q := range e.s.Requests() {
		if strings.HasPrefix(q.Method, "set") || q.Method == "deleteMyCommands" {
			n++
		}
	}
	return n
}

func (e *evening) menus() {
	e.s.AwaitRequest(func(q telegramtest.Request) bool { return q.Method == "setChatMenuButton" })
	for scope, want := range map[string]bool{"all_private_chats": true, "all_group_chats": false, "all_chat_administrators": true} {
		has := slices.ContainsFunc(e.s.Commands(scope, ""), func(c telegramtest.Command) bool { return c.Command == "settings" })
		if has != want || len(e.s.Commands(scope, "")) < 5 {
			e.Errorf("the menu of %s is %v", scope, e.s.Commands(scope, ""))
		}
	}
	if !strings.Contains(e.s.ProfileText("description", ""), "not medical advice") || e.s.ProfileText("short_description", "") == "" {
		e.Error("the profile is not set")
	}
}

// alone talks to the bot in the chat of ana's own.
func (e *evening) alone() {
	own := e.s.Private(e.ana)
	e.s.Start(e.ana, "")
	e.want(e.s.Next(own), "Spotter here")
	asked := e.s.Say(e.ana, own, "/warmup deadlift 180")
	ladder := e.s.Next(own)
	e.want(ladder, "Warm-up for deadlift 180 kg", "165 kg", "25 25 20 2.5")
	if !slices.ContainsFunc(ladder.Entities, func(x telegramtest.Entity) bool { return x.Type == "pre" }) {
		e.Error("the table is not of fixed width")
	}
	e.s.Press(e.ana, ladder, "Fewer sets").Answer()
	fewer := e.s.Edited(ladder)
	if !slices.Contains(fewer.Labels(), "All sets") {
		e.Errorf("the pressed button did not change the message in its place: %q", fewer.Labels())
	}
	e.s.Press(e.ana, fewer, "Picture").Answer()
	drawn := e.s.Next(own)
	e.want(drawn, "25 25 20 2.5")
	if img, err := png.Decode(bytes.NewReader(drawn.File)); err != nil || img.Bounds().Dx() < 800 {
		e.Errorf("the picture: %v", err)
	}
	e.s.Edit(asked, "/warmup deadlift 200")
	now := e.s.Edited(fewer)
	e.want(now, "Warm-up for deadlift 200 kg")
	// What is missing is asked for, and the next message completes it.
	bo := e.s.User("bo")
	e.s.Say(bo, e.s.Private(bo), "/warmup squat")
	e.want(e.s.Next(e.s.Private(bo)), "How heavy")
	answer := e.s.Say(bo, e.s.Private(bo), "100")
	sets := e.s.Next(e.s.Private(bo))
	e.want(sets, "Warm-up for squat 100 kg")
	e.s.Edit(answer, "120")
	e.want(e.s.Edited(sets), "Warm-up for squat 120 kg")
}

// inGroup talks to the bot where others read along.
func (e *evening) inGroup(g *telegramtest.Chat) {
	e.s.AddBot(e.ana, g)
	e.want(e.s.Next(g), "Spotter here", "/warmup@"+e.s.Bot.Username)
	e.s.Say(e.ana, g, "/warmup@another_bot deadlift 100")
	asked := e.call(g, "/warmup deadlift 140")
	ladder := e.s.Next(g)
	e.want(ladder, "Warm-up for deadlift 140 kg")
	if ladder.ReplyTo == nil || ladder.ReplyTo.ID != asked.ID {
		e.Error("the answer does not show whom it answers")
	}
	e.call(g, "why does my back hurt")
	public := e.s.Next(g)
	e.want(public, "back", "Sources:")
	if b, _ := public.Button("Privately"); !strings.HasPrefix(b.URL, "https://t.me/"+e.s.Bot.Username+"?start=") {
		e.Errorf("the buttons are %q", public.Labels())
	} else {
		bo := e.s.User("bo")
		e.s.Start(bo, b.URL[strings.Index(b.URL, "=")+1:])
		e.want(e.s.Next(e.s.Private(bo)), "back", "Sources:")
	}
	e.call(g, "i can't feel anything when i wipe since that set")
	danger := e.s.Next(g)
	e.want(danger, "Please get emergency care now")
	if len(danger.Labels()) != 0 {
		e.Errorf("an emergency comes with %q", danger.Labels())
	}
	e.call(g, "i dont want to be alive anymore")
	warm := e.s.Next(g)
	e.want(warm, "really glad you said it")
	if b, _ := warm.Button("Privately"); !strings.HasSuffix(b.URL, "?start=topic_safetyScrisis") || strings.Count(warm.Text, "\n") > 0 {
		e.Errorf("to words about a life the group reads %q, and goes on at %q", warm.Text, b.URL)
	}
	e.call(g, "/settings units lb")
	sealed := e.s.Next(g)
	e.want(sealed, "for you alone")
	if b, _ := sealed.Button("Privately"); b.URL != "https://t.me/"+e.s.Bot.Username+"?start=settings" || strings.Contains(sealed.Text, "lb") {
		e.Errorf("settings in a group: %q with %q", sealed.Text, b.URL)
	}
	e.call(g, "/help")
	help := e.s.Next(g)
	if a := e.s.Press(e.s.User("cy"), help, "Settings").Answer(); !a.ShowAlert {
		e.Errorf("a menu that is not cy's says %+v", a)
	}
	e.call(g, "/warmup squat")
	question := e.s.Next(g)
	e.want(question, "How heavy")
	e.s.Say(e.ana, g, "315", telegramtest.ReplyTo(question))
	e.want(e.s.Next(g), "Warm-up for squat 315 lb")
}

func (e *evening) inline() {
	cy := e.s.User("cy")
	q := e.s.Inline(cy, "180 dl")
	offered := q.Answer()
	var titles []string
	for _, r := range offered.Results {
		titles = append(titles, r.Title)
	}
	if strings.Join(titles, ", ") != "Warm-up: deadlift 180 kg, Plates: 180 kg, Form: deadlift" && len(titles) < 3 || !offered.IsPersonal {
		e.Errorf("offered are %q", titles)
	}
	m := e.s.ChooseInline(q, offered.Results[0].ID)
	e.want(m, "Warm-up for deadlift 180 kg", "165 kg")
	e.s.Press(cy, m, "Fewer sets").Answer()
	if now := e.s.Edited(m); !slices.Contains(now.Labels(), "All sets") {
		e.Errorf("its buttons are %q", now.Labels())
	}
}

func (e *evening) topic() {
	forum := e.s.Forum("Club")
	topic := e.s.Topic(e.ana, forum, "Pulls")
	asked := e.call(forum, "/form deadlift", telegramtest.InTopic(topic))
	m := e.s.Next(forum)
	e.want(m, "Setup")
	if m.Thread != topic.ID || m.ReplyTo == nil || m.ReplyTo.ID != asked.ID {
		e.Errorf("the answer in a topic stands in thread %d", m.Thread)
	}
}

// grows makes the group a supergroup in the middle of a dialogue, which goes on there.
func (e *evening) grows(g *telegramtest.Chat) {
	e.call(g, "/warmup squat")
	e.want(e.s.Next(g), "How heavy")
	to := e.s.Migrate(e.ana, g)
	e.call(to, "225")
	e.want(e.s.Next(to), "Warm-up for squat 225 lb")
}

// killed kills the program while one answer of a batch is on its way to Telegram and the others have
// arrived: the next start gives that one, and none of the others again.
func (e *evening) killed(p *process, run func() *process, secrets []string) *process {
	stuck := e.s.User("stuck")
	silence := telegramtest.Silence("sendMessage")
	silence.Chat = e.s.Private(stuck).ID
	fault := e.s.Fail(silence)
	first := e.s.Say(stuck, e.s.Private(stuck), "/settings bar 15")
	var others []*telegramtest.User
	for i := range 8 {
		u := e.s.User(fmt.Sprint("other ", i))
		others = append(others, u)
		e.s.Say(u, e.s.Private(u), fmt.Sprintf("/settings bar %d", 10+i))
	}
	fault.Met()
	for i, u := range others {
		e.want(e.s.Next(e.s.Private(u)), fmt.Sprintf("Your bar is %d kg", 10+i))
	}
	since := time.Now()
	for range 2 { // by the second time it asks for what is not done, what is done has been kept
		q := e.s.AwaitRequest(func(q telegramtest.Request) bool { return q.Method == "getUpdates" && q.At.After(since) })
		since = q.At
	}
	if err := p.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		e.Fatal(err)
	}
	_ = p.cmd.Wait() // killed
	for _, secret := range secrets {
		if strings.Contains(p.stderr.String(), secret) {
			e.Errorf("%q stands in the log:\n%s", secret, p.stderr)
		}
	}
	if !strings.Contains(p.stderr.String(), "a webhook was set for this bot") {
		e.Errorf("the webhook that was removed is not told of:\n%s", p.stderr)
	}
	p = run()
	e.want(e.s.Next(e.s.Private(stuck)), "Bar: 15 kg") // its effect was there already, and is not made again
	e.s.AwaitConfirmed(first.UpdateID)
	for _, u := range others {
		if n := len(e.s.Sent(e.s.Private(u))); n != 1 {
			e.Errorf("one message was answered %d times", n)
		}
	}
	return p
}

// TestTelegramRefusals starts the program where it cannot work, and reads what it says.
func TestTelegramRefusals(t *testing.T) {
	s, p := telegramtest.New(t, telegramtest.Options{}), started{t, t.TempDir()}
	base := p.base("telegram") + "api_url = '" + s.URL + "'\n"
	const wrong = "7318024551:AAG-another-well-formed-one-000000"
	p.refuse(wrong,
		refusal{"wrong token", base + "token = '" + wrong + "'", "Telegram does not accept the token"},
		refusal{"both", base + "token = '1:a'\ntoken_file = 'b'", "telegram.token and telegram.token_file are both set"},
		refusal{"no file", base + "token_file = '" + filepath.Join(p.dir, "none") + "'", "telegram.token_file"},
		refusal{"odd token", base + "token = 'bot1:a'", "telegram.token is none"},
	)
	out, err := p.run("good", base+"token_file = '"+p.file("token", s.Token+"\n")+"'", "invite")
	if err != nil || !strings.Contains(out, "https://t.me/"+s.Bot.Username+"?startgroup\n") || !strings.Contains(out, "https://t.me/"+s.Bot.Username+"\n") {
		t.Errorf("invite: %v: %s", err, out)
	}
}
