package telegramtest_test

import (
	"io"
	"log"
	"net/http"
	"strings"
	"testing"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"spotter/bot/telegram/telegramtest"
)

// TestMain silences the library: its log is one global, and prints the address with the token.
func TestMain(m *testing.M) {
	tgbotapi.SetLogger(log.New(io.Discard, "", 0))
	m.Run()
}

// library is the bot's side by the library. Its constructor asks getMe.
func library(t testing.TB, s *telegramtest.Server) *tgbotapi.BotAPI {
	t.Helper()
	bot, err := tgbotapi.NewBotAPIWithAPIEndpoint(s.Token, s.URL+"/bot%s/%s")
	if err != nil {
		t.Fatal(err)
	}
	return bot
}

// TestLibraryTalks drives the server by the library's own requests: poll, send, edit, press, picture.
func TestLibraryTalks(t *testing.T) {
	s := telegramtest.New(t, telegramtest.Options{})
	bot := library(t, s)
	if bot.Self.ID != s.Bot.ID || bot.Self.UserName != s.Bot.Username {
		t.Errorf("getMe gives %+v", bot.Self)
	}
	updates := bot.GetUpdatesChan(tgbotapi.UpdateConfig{Timeout: 1, AllowedUpdates: []string{"message", "callback_query"}})
	defer bot.StopReceivingUpdates()
	s.AwaitPoll()
	ann := s.User("Ann")
	s.Say(ann, s.Private(ann), "/warmup 100")
	u := <-updates
	if u.Message.Command() != "warmup" || u.Message.CommandArguments() != "100" || u.Message.From.ID != ann.ID {
		t.Fatalf("got %+v", u.Message)
	}

	config := tgbotapi.NewMessage(u.Message.Chat.ID, "<b>Warm-up</b>")
	config.ParseMode = tgbotapi.ModeHTML
	config.ReplyMarkup = tgbotapi.NewInlineKeyboardMarkup(tgbotapi.NewInlineKeyboardRow(tgbotapi.NewInlineKeyboardButtonData("Next", "/next")))
	sent, err := bot.Send(config)
	if err != nil || sent.Text != "Warm-up" {
		t.Fatalf("%+v %v", sent, err)
	}
	m := s.Next(s.Private(ann))
	cb := s.Press(ann, m, "Next")
	press := <-updates
	if press.CallbackQuery.Data != "/next" || press.CallbackQuery.Message.MessageID != sent.MessageID {
		t.Errorf("pressed %+v", press.CallbackQuery)
	}
	if _, err := bot.Request(tgbotapi.NewCallback(press.CallbackQuery.ID, "")); err != nil {
		t.Error(err)
	}
	cb.Answer()
	if _, err := bot.Send(tgbotapi.NewEditMessageText(sent.Chat.ID, sent.MessageID, "Done")); err != nil {
		t.Error(err)
	}
	if s.Edited(m).Text != "Done" {
		t.Error("not edited")
	}
	photo := tgbotapi.NewPhoto(sent.Chat.ID, tgbotapi.FileBytes{Name: "chart.png", Bytes: picture(100, 50)})
	photo.Caption = "Your month"
	shown, err := bot.Send(photo)
	if err != nil || shown.Caption != "Your month" {
		t.Fatalf("%+v %v", shown, err)
	}
	again := tgbotapi.NewPhoto(sent.Chat.ID, tgbotapi.FileID(shown.Photo[1].FileID))
	if _, err := bot.Send(again); err != nil {
		t.Error(err)
	}
	s.AwaitConfirmed(cb.UpdateID)
}

// TestLibraryUnderFaults holds that the faults look to the library as the real ones do.
func TestLibraryUnderFaults(t *testing.T) {
	s := telegramtest.New(t, telegramtest.Options{})
	bot := library(t, s)
	chat := s.Open(s.User("Ann"))
	send := func() error {
		_, err := bot.Send(tgbotapi.NewMessage(chat.ID, "x"))
		return err
	}
	s.Fail(telegramtest.TooMany("sendMessage", 9))
	if err, ok := send().(*tgbotapi.Error); !ok || err.Code != 429 || err.RetryAfter != 9 {
		t.Errorf("429: %v", err)
	}
	s.Fail(telegramtest.Upgraded("sendMessage", -1001234567890))
	if err, ok := send().(*tgbotapi.Error); !ok || err.MigrateToChatID != -1001234567890 {
		t.Errorf("migration: %v", err)
	}
	s.Fail(telegramtest.BadGateway("sendMessage"))
	if err := send(); err == nil || !strings.Contains(err.Error(), "invalid character '<'") {
		t.Errorf("502: %v", err)
	}
	s.Fail(telegramtest.DropAfter("sendMessage"))
	if err := send(); err == nil || len(s.Sent(chat)) != 1 {
		t.Errorf("dropped after the effect: %v, %d sent", err, len(s.Sent(chat)))
	}
	s.Poison()
	if _, err := bot.GetUpdates(tgbotapi.UpdateConfig{}); err == nil {
		t.Error("the poisoned batch was decoded")
	}
	for _, f := range []telegramtest.Fault{telegramtest.SecondPoller(), telegramtest.WebhookActive(), telegramtest.Unauthorized("getUpdates")} {
		s.Fail(f)
		if _, err := bot.GetUpdates(tgbotapi.UpdateConfig{}); err == nil || err.Error() != f.Error.Description {
			t.Errorf("%v, want %q", err, f.Error.Description)
		}
	}
}

// TestLibraryOldNames holds that what the library still calls by old names is found by the description.
func TestLibraryOldNames(t *testing.T) {
	described(t)
	s := telegramtest.New(t, telegramtest.Options{Lenient: true})
	config := tgbotapi.NewMessage(s.Open(s.User("Ann")).ID, "x")
	config.DisableWebPagePreview = true
	if _, err := library(t, s).Send(config); err == nil || len(s.Problems()) != 1 {
		t.Errorf("%v, problems %q", err, s.Problems())
	}
}

// BenchmarkSend is the round trip of a sendMessage by plain HTTP.
func BenchmarkSend(b *testing.B) {
	s := telegramtest.New(b, telegramtest.Options{})
	chat := s.Open(s.User("Ann"))
	body := "chat_id=" + id(chat.ID) + "&text=Warm-up+for+100+kg&reply_markup=" + `{"inline_keyboard":[[{"text":"Next","callback_data":"/next"}]]}`
	address := s.URL + "/bot" + s.Token + "/sendMessage"
	b.ReportAllocs()
	for b.Loop() {
		resp, err := http.Post(address, "application/x-www-form-urlencoded", strings.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		s.Next(chat)
	}
}

// BenchmarkEcho is an update in and a message out by the library, both round trips.
func BenchmarkEcho(b *testing.B) {
	s := telegramtest.New(b, telegramtest.Options{})
	bot := library(b, s)
	ann := s.User("Ann")
	chat := s.Private(ann)
	updates := bot.GetUpdatesChan(tgbotapi.UpdateConfig{Timeout: 1})
	defer bot.StopReceivingUpdates()
	go func() {
		for u := range updates {
			bot.Send(tgbotapi.NewMessage(u.Message.Chat.ID, u.Message.Text))
		}
	}()
	for b.Loop() {
		s.Say(ann, chat, "/warmup 100")
		s.Next(chat)
	}
}
