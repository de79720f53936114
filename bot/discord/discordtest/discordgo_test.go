package discordtest

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

// moved sends every request to another host.
type moved struct{ to *url.URL }

func (m moved) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host = m.to.Scheme, m.to.Host
	return http.DefaultTransport.RoundTrip(req)
}

// library is a session of the real library that talks to s.
func library(t testing.TB, s *Server) *discordgo.Session {
	t.Helper()
	d, err := discordgo.New("Bot " + s.Token)
	if err != nil {
		t.Fatal(err)
	}
	to, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	d.Client = &http.Client{Transport: moved{to}}
	d.Identify.Intents = all
	d.StateEnabled, d.SyncEvents, d.LogLevel = false, true, -1
	return d
}

var noPings = &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}

// TestLibrary is a conversation with a bot on the real library: connect, register, complete, answer,
// follow up, click, be cut off, resume.
func TestLibrary(t *testing.T) {
	s := New(t, Options{HeartbeatInterval: 200 * time.Millisecond})
	d := library(t, s)
	d.AddHandler(func(d *discordgo.Session, i *discordgo.InteractionCreate) { go libraryAnswers(t, d, i) })
	d.AddHandler(func(d *discordgo.Session, m *discordgo.MessageCreate) {
		if !m.Author.Bot && m.Content != "" {
			go d.ChannelMessageSendComplex(m.ChannelID, &discordgo.MessageSend{Content: "heard " + m.Content, AllowedMentions: noPings, Reference: m.Reference()})
		}
	})
	if err := d.Open(); err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	commands := []*discordgo.ApplicationCommand{{Name: "warmup", Description: "Plan a warm-up", Options: []*discordgo.ApplicationCommandOption{
		{Type: discordgo.ApplicationCommandOptionString, Name: "lift", Description: "Which", Required: true, Autocomplete: true},
		{Type: discordgo.ApplicationCommandOptionInteger, Name: "reps", Description: "How many"}}}}
	if _, err := d.ApplicationCommandBulkOverwrite(s.AppID, "", commands); err != nil {
		t.Fatal(err)
	}

	ana := s.User("ana")
	if c := s.Autocomplete(ana, s.General, "warmup", "lift", "sq").Wait(); len(c.Choices) != 1 || c.Choices[0].Value != "squat" {
		t.Errorf("choices %+v", c.Choices)
	}
	i := s.Slash(ana, s.General, "warmup", Opt("lift", "squat"), Opt("reps", 5))
	if m := i.Final(); m.Text() != "squat" {
		t.Errorf("answer %q", m.Text())
	}
	if m := i.FollowUp(0); m.Text() != "more" || !m.Ephemeral() {
		t.Errorf("follow-up %+v", m)
	}
	s.Drop()
	if err := s.AwaitGateway(soon(t), func(n GatewayCounts) bool { return n.Resumed == 1 }); err != nil {
		t.Fatalf("no resume: %v, %+v", err, s.Gateway())
	}
	if m := s.Click(ana, i.Final(), "Again").Final(); m.Text() != "clicked" || m.ID != i.Final().ID {
		t.Errorf("after the click %q", m.Text())
	}
	file := &discordgo.File{Name: "chart.png", ContentType: "image/png", Reader: strings.NewReader("PNG")}
	if _, err := d.ChannelMessageSendComplex(s.General.ID, &discordgo.MessageSend{Files: []*discordgo.File{file}, AllowedMentions: noPings}); err != nil {
		t.Errorf("a file: %v", err)
	}
	if f := s.Next(s.General).Files; len(f) != 1 || f[0].Name != "chart.png" || string(f[0].Bytes) != "PNG" {
		t.Errorf("files %+v", f)
	}
	said := s.Say(ana, s.DM(ana), "hello")
	if m := s.Next(s.DM(ana)); m.Text() != "heard hello" || m.ReplyTo != said.ID || len(m.Pinged) != 0 {
		t.Errorf("in the DM %+v", m)
	}
}

func libraryAnswers(t *testing.T, d *discordgo.Session, i *discordgo.InteractionCreate) {
	r := &discordgo.InteractionResponse{Type: discordgo.InteractionResponseUpdateMessage,
		Data: &discordgo.InteractionResponseData{Content: "clicked", AllowedMentions: noPings}}
	switch i.Type {
	case discordgo.InteractionApplicationCommandAutocomplete:
		r = &discordgo.InteractionResponse{Type: discordgo.InteractionApplicationCommandAutocompleteResult,
			Data: &discordgo.InteractionResponseData{Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "Squat", Value: "squat"}}}}
	case discordgo.InteractionApplicationCommand:
		r.Type = discordgo.InteractionResponseChannelMessageWithSource
		r.Data.Content = i.ApplicationCommandData().Options[0].StringValue()
		r.Data.Components = []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			discordgo.Button{Label: "Again", Style: discordgo.PrimaryButton, CustomID: "v1:again"}}}}
	}
	if err := d.InteractionRespond(i.Interaction, r); err != nil {
		t.Errorf("responding: %v", err)
	}
	if i.Type == discordgo.InteractionApplicationCommand {
		if _, err := d.FollowupMessageCreate(i.Interaction, true, &discordgo.WebhookParams{Content: "more", Flags: 64, AllowedMentions: noPings}); err != nil {
			t.Errorf("following up: %v", err)
		}
	}
}

// TestLibrarySeesFaults holds that the library understands every fault as its documentation says.
func TestLibrarySeesFaults(t *testing.T) {
	s := New(t, Options{})
	d := library(t, s)
	d.ShouldRetryOnRateLimit, d.MaxRestRetries = false, 0
	for _, f := range []Fault{ClosedDM(), NoMutualGuild(), MissingAccess(), MissingPermissions(), UnknownChannel(), UnknownMessage(),
		InvalidForm(), NoHistory(), AutoMod(), AutoModTitle(), HarmfulLink(), TooLarge(), TooManyDMs(), Unauthorized()} {
		s.Fail(f.On("POST", "/messages$").For(1))
		_, err := librarySend(d, s)
		e := new(discordgo.RESTError)
		if !errors.As(err, &e) || e.Response.StatusCode != f.Status || e.Message.Code != f.Code {
			t.Errorf("%d %d came as %v", f.Status, f.Code, err)
		}
	}
	for _, f := range []Fault{GlobalLimit(time.Millisecond), RouteLimit(time.Millisecond), SharedLimit(time.Millisecond)} {
		s.Fail(f.On("POST", "/messages$").For(1))
		if _, err := librarySend(d, s); !errors.As(err, new(*discordgo.RateLimitError)) {
			t.Errorf("a limit came as %v", err)
		}
	}
	for name, f := range map[string]Fault{"edge": EdgeLimit(time.Second), "502": BadGateway(), "503": Unavailable(), "dropped": {Drop: DropBefore}} {
		at := s.Fail(f.On("POST", "/messages$").For(1))
		if _, err := librarySend(d, s); err == nil || at.Hits() != 1 {
			t.Errorf("%s came as %v, %d times", name, err, at.Hits())
		}
	}
	if n := len(s.Messages(s.General)); n != 0 {
		t.Errorf("%d messages came through", n)
	}
	s.Fail(Fault{Drop: DropAfter}.On("POST", "/messages$").For(1))
	if _, err := librarySend(d, s); err == nil || len(s.Messages(s.General)) != 1 {
		t.Errorf("dropped after the effect: %v, %d messages", err, len(s.Messages(s.General)))
	}
	if m, err := librarySend(d, s); err != nil || m.Content != "hi" {
		t.Errorf("with no fault left: %v", err)
	}
}

func librarySend(d *discordgo.Session, s *Server) (*discordgo.Message, error) {
	return d.ChannelMessageSendComplex(s.General.ID, &discordgo.MessageSend{Content: "hi", AllowedMentions: noPings})
}
