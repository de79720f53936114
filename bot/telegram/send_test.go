package telegram_test

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"spotter/bot"
	"spotter/bot/telegram"
	"spotter/bot/telegram/telegramtest"
)

// TestSendErrors holds what an error of a reminder promises.
func TestSendErrors(t *testing.T) {
	t.Parallel()
	s := telegramtest.New(t, telegramtest.Options{})
	a := adapter(t, s, nil)
	ana := s.User("ana")
	own := s.Open(ana)
	send := func() error {
		return a.Send(t.Context(), &bot.Message{ID: "1", User: account(ana), Reply: bot.Say("Rest `day`.")})
	}
	for name, c := range map[string]struct {
		fault       telegramtest.Fault
		gone, later bool
		sent        int
	}{
		"blocked":         {telegramtest.Blocked("sendMessage"), true, false, 0},
		"deactivated":     {telegramtest.Deactivated("sendMessage"), true, false, 0},
		"removed":         {telegramtest.Kicked("sendMessage"), true, false, 0},
		"no such chat":    {telegramtest.Refused("sendMessage", "chat not found"), true, false, 0},
		"no rights":       {telegramtest.Refused("sendMessage", "not enough rights to send text messages to the chat"), true, false, 0},
		"too many":        {telegramtest.TooMany("sendMessage", 1), false, true, 0},
		"a proxy":         {telegramtest.BadGateway("sendMessage"), false, false, 1},
		"internal":        {telegramtest.Internal("sendMessage"), false, false, 1},
		"an answer lost":  {telegramtest.DropAfter("sendMessage"), false, false, 1},
		"lost on the way": {telegramtest.DropBefore("sendMessage"), false, false, 0},
		"entities":        {telegramtest.Refused("sendMessage", "can't parse entities: x"), false, false, 1},
	} {
		before := len(s.Sent(own))
		fault := s.Fail(c.fault)
		err := send()
		fault.End()
		var later *bot.LaterError
		if errors.Is(err, bot.ErrGone) != c.gone || errors.As(err, &later) != c.later {
			t.Errorf("%s gives %v", name, err)
		}
		if c.later && later.After != time.Second {
			t.Errorf("%s is to be sent after %v", name, later.After)
		}
		if n := len(s.Sent(own)) - before; n != c.sent {
			t.Errorf("%s: %d messages arrived, want %d", name, n, c.sent)
		}
	}
	s.Down()
	_ = send() // over a connection that was open: it is not known what became of it
	err := send()
	if later := (*bot.LaterError)(nil); !errors.As(err, &later) {
		t.Errorf("without a network it gives %v", err)
	}
	for _, m := range []*bot.Message{{User: "x"}, {Chat: "a"}, {Chat: "-1/b"}, {}} {
		m.Reply = bot.Say("x")
		if err := a.Send(t.Context(), m); err == nil || errors.Is(err, bot.ErrGone) {
			t.Errorf("%+v gives %v", m, err)
		}
	}
}

// TestAnswerFaults answers through whatever goes wrong for a moment: nobody waits in vain.
func TestAnswerFaults(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{}, heard)
	ana := r.s.User("ana")
	own := r.s.Private(ana)
	for name, f := range map[string]telegramtest.Fault{
		"too many": telegramtest.TooMany("sendMessage", 1), "a proxy": telegramtest.BadGateway("sendMessage"), "internal": telegramtest.Internal("sendMessage"),
		"lost on the way": telegramtest.DropBefore("sendMessage"), "no answer to it": telegramtest.Refused("sendMessage", "message to be replied not found"),
		"no topic": telegramtest.NoThread("sendMessage"), "a page": {Method: "sendMessage", Body: "<html>"},
	} {
		fault := r.s.Fail(f)
		r.s.Say(ana, own, name)
		switch name {
		case "no answer to it", "no topic": // there is nothing to leave out: the refusal stands
			fault.Met()
			r.s.Say(ana, own, "and on")
			r.wantText(r.s.Next(own), "and on")
		default:
			r.wantText(r.s.Next(own), "heard "+name)
		}
	}
}

// TestOneChatWaits holds that a chat which Telegram makes wait does not hold up another.
func TestOneChatWaits(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{}, heard)
	ana, bo := r.s.User("ana"), r.s.User("bo")
	fault := telegramtest.TooMany("sendMessage", 2)
	fault.Chat = r.s.Private(ana).ID
	failure := r.s.Fail(fault)
	begun := time.Now()
	r.s.Say(ana, r.s.Private(ana), "waits")
	failure.Met()
	r.s.Say(bo, r.s.Private(bo), "goes")
	r.wantText(r.s.Next(r.s.Private(bo)), "heard goes")
	if took := time.Since(begun); took > 1500*time.Millisecond {
		t.Errorf("bo waited %v", took)
	}
	r.wantText(r.s.Next(r.s.Private(ana)), "heard waits")
	if took := time.Since(begun); took < 2*time.Second {
		t.Errorf("ana waited only %v", took)
	}
}

// TestFlood keeps the limits of a Telegram that counts.
func TestFlood(t *testing.T) {
	t.Parallel()
	limits := telegram.Limits{Private: telegram.Window{N: 3, Per: 300 * time.Millisecond}, Group: telegram.Window{N: 5, Per: time.Second}, Overall: telegram.Window{N: 20, Per: 200 * time.Millisecond}}
	flood := telegramtest.Flood{Private: telegramtest.Rate{Every: 100 * time.Millisecond, Burst: 4}, Group: telegramtest.Rate{Every: 200 * time.Millisecond, Burst: 6},
		Overall: telegramtest.Rate{Every: 10 * time.Millisecond, Burst: 22}}
	r := start(t, telegramtest.Options{Flood: flood}, heard, func(o *telegram.Options) { o.Limits = &limits })
	g := r.s.Supergroup("Garage")
	for n := range 8 {
		for _, u := range []string{"ana", "bo", "cy", "di"} {
			r.s.Say(r.s.User(u), r.s.Private(r.s.User(u)), fmt.Sprint(n))
		}
		r.s.Say(r.s.User("ana"), g, "@"+r.s.Bot.Username+" "+fmt.Sprint(n))
	}
	for n := range 8 {
		for _, u := range []string{"ana", "bo", "cy", "di"} {
			r.wantText(r.s.Next(r.s.Private(r.s.User(u))), "heard "+fmt.Sprint(n))
		}
		r.wantText(r.s.Next(g), "heard "+fmt.Sprint(n))
	}
	refused := 0
	for _, q := range r.s.Requests() {
		if q.Status == 429 {
			refused++
		}
	}
	if refused > 0 {
		t.Errorf("%d messages were refused as too many", refused)
	}
}

// TestNoSecretInTheLog meets every fault on every way out, and finds no token and no text in the log.
func TestNoSecretInTheLog(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{Lenient: true}, heard, offering)
	ana, g := r.s.User("ana"), r.s.Supergroup("Garage")
	own := r.s.Private(ana)
	m := r.s.Say(ana, own, "first")
	shown := r.s.Next(own)
	var errs []string
	for name, f := range map[string]telegramtest.Fault{
		"too many": telegramtest.TooMany("", 1), "a proxy": telegramtest.BadGateway(""), "internal": telegramtest.Internal(""), "before": telegramtest.DropBefore(""),
		"after": telegramtest.DropAfter(""), "second": telegramtest.SecondPoller(), "webhook": telegramtest.WebhookActive(), "blocked": telegramtest.Blocked(""),
		"deactivated": telegramtest.Deactivated(""), "kicked": telegramtest.Kicked(""), "thread": telegramtest.NoThread(""), "upgraded": telegramtest.Upgraded("", g.ID),
		"entities": telegramtest.Refused("", `can't parse entities: Unsupported start tag "secret-text"`), "garbage": {Body: "{", Header: map[string][]string{"Content-Type": {"application/json"}}},
		"page": {Body: "<html>secret-text"}, "elsewhere": {Status: 302, Header: map[string][]string{"Location": {"http://" + r.s.Token + ".example.org/bot" + r.s.Token}}, Body: "x"},
	} {
		for _, method := range []string{"getUpdates", "sendMessage", "answerCallbackQuery", "editMessageText", "answerInlineQuery", "sendChatAction"} {
			f.Method = method
			fault := r.s.Fail(f)
			switch method {
			case "sendMessage":
				if err := r.a.Send(t.Context(), &bot.Message{ID: name, User: account(ana), Reply: bot.Say("secret-text")}); err != nil {
					errs = append(errs, err.Error())
				}
			case "answerCallbackQuery":
				r.s.PressData(ana, shown, "/secret-text")
				fault.Met()
			case "editMessageText":
				m = r.s.Edit(m, "secret-text "+name)
				fault.Met()
			case "answerInlineQuery":
				r.s.Inline(ana, "secret-text")
				fault.Met()
			case "getUpdates":
				fault.Met()
			}
			fault.End()
		}
	}
	r.s.Down()
	if err := r.a.Send(t.Context(), &bot.Message{ID: "down", User: account(ana), Reply: bot.Say("secret-text")}); err != nil {
		errs = append(errs, err.Error())
	}
	r.stop()
	if err := r.end(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	_, secret, _ := strings.Cut(r.s.Token, ":")
	all := r.log.String() + strings.Join(errs, "\n")
	for _, s := range []string{secret, "secret-text", account(ana), r.s.Bot.Username + " "} {
		if strings.Contains(all, s) {
			t.Errorf("%q stands in the log:\n%s", s, all)
		}
	}
}

// TestNothingThere meets a network on which nobody answers at all, and ends when it is told to.
func TestNothingThere(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	s := telegramtest.New(t, telegramtest.Options{})
	r := launch(t, s, heard, func(o *telegram.Options) { o.APIURL = "http://" + listener.Addr().String() })
	conn, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	begun := time.Now()
	r.stop()
	if err := r.end(); err != nil || time.Since(begun) > 5*time.Second {
		t.Errorf("it ended after %v with %v", time.Since(begun), err)
	}
}

// TestCrowdBehindOneWhoWaits holds that a group which Telegram makes wait keeps nobody else from being heard, be
// they more than Telegram gives out at once.
func TestCrowdBehindOneWhoWaits(t *testing.T) {
	t.Parallel()
	r := start(t, telegramtest.Options{}, heard, hasty)
	ana, g := r.s.User("ana"), r.s.Supergroup("Garage")
	fault := telegramtest.TooMany("sendMessage", 25)
	fault.Chat = g.ID
	failure := r.s.Fail(fault)
	for n := range 30 {
		r.s.Say(ana, g, fmt.Sprintf("@%s %d", r.s.Bot.Username, n))
	}
	failure.Met()
	begun := time.Now()
	for n := range 150 {
		u := r.s.User(fmt.Sprint("user ", n))
		r.s.Say(u, r.s.Private(u), "hello")
	}
	for n := range 150 {
		r.wantText(r.s.Next(r.s.Private(r.s.User(fmt.Sprint("user ", n)))), "heard hello")
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("the others waited %v", took)
	}
}
