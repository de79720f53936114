package discordtest

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"os"
	"strings"
	"testing"
)

// quiet is what every message says of its mentions here.
const quiet = `"allowed_mentions":{"parse":[]}`

func message(inside string) string { return "{" + inside + "," + quiet + "}" }

func row(buttons ...string) string {
	return `"content":"x","components":[{"type":1,"components":[` + strings.Join(buttons, ",") + `]}]`
}

func button(id, label string) string {
	return fmt.Sprintf(`{"type":2,"style":1,"label":%q,"custom_id":%q}`, label, id)
}

// failing is a test that must fail.
type failing struct{ *testing.T }

func (f failing) Errorf(format string, args ...any) { f.Logf("as it must: "+format, args...) }

func letters(n int) string { return strings.Repeat("é", n) }

// wrong are messages that must be refused, and what is said of them.
var wrong = []struct{ name, body, want string }{
	{"no mentions", `{"content":"x"}`, "allowed_mentions"},
	{"both parsed and listed", `{"content":"x","allowed_mentions":{"parse":["users"],"users":["1"]}}`, "both"},
	{"unknown mention", `{"content":"x","allowed_mentions":{"parse":["all"]}}`, "mention"},
	{"empty", message(`"content":" "`), "empty"},
	{"content", message(`"content":"` + letters(2001) + `"`), "content"},
	{"content of a wrong type", message(`"content":5`), "content"},
	{"not JSON", `{"content":`, "JSON"},
	{"nonce", message(`"content":"x","nonce":"` + letters(26) + `"`), "nonce"},
	{"11 embeds", message(`"embeds":[` + strings.Repeat(`{"title":"x"},`, 10) + `{"title":"x"}]`), "embeds"},
	{"embed with nothing in it", message(`"embeds":[{"color":5}]`), "embeds[0]"},
	{"embed title", message(`"embeds":[{"title":"` + letters(257) + `"}]`), "embeds[0].title"},
	{"embed description", message(`"embeds":[{"description":"` + letters(4097) + `"}]`), "embeds[0].description"},
	{"empty field value", message(`"embeds":[{"title":"x","fields":[{"name":"a","value":" "}]}]`), "fields[0].value"},
	{"long field value", message(`"embeds":[{"fields":[{"name":"a","value":"` + letters(1025) + `"}]}]`), "fields[0].value"},
	{"empty field name", message(`"embeds":[{"fields":[{"name":"","value":"a"}]}]`), "fields[0].name"},
	{"footer", message(`"embeds":[{"title":"x","footer":{"text":"` + letters(2049) + `"}}]`), "footer.text"},
	{"all embeds", message(`"embeds":[{"description":"` + letters(3500) + `"},{"description":"` + letters(2501) + `"}]`), "6001 characters"},
	{"picture that does not come along", message(`"embeds":[{"image":{"url":"attachment://chart.png"}}]`), "chart.png"},
	{"attachment that does not come along", message(`"content":"x","attachments":[{"id":"0","filename":"a.png"}]`), "files[0]"},
	{"six buttons in a row", message(row(button("a", "A"), button("b", "B"), button("c", "C"), button("d", "D"), button("e", "E"), button("f", "F"))), "components"},
	{"long label", message(row(button("a", letters(81)))), "label"},
	{"no label", message(row(button("a", ""))), "label"},
	{"long custom_id", message(row(button(letters(101), "A"))), "custom_id"},
	{"no custom_id", message(row(`{"type":2,"style":1,"label":"A"}`)), "custom_id"},
	{"custom_id twice", message(row(button("a", "A"), button("a", "B"))), "twice"},
	{"button outside a row", message(`"content":"x","components":[` + button("a", "A") + `]`), "components[0]"},
	{"link without url", message(row(`{"type":2,"style":5,"label":"A"}`)), "url"},
	{"six rows", message(`"content":"x","components":[` + strings.Repeat(`{"type":1,"components":[{"type":2,"style":5,"label":"A","url":"https://a.example"}]},`, 5) +
		`{"type":1,"components":[{"type":2,"style":5,"label":"A","url":"https://a.example"}]}]`), "components"},
}

// wrongBySpec are those that only the official description knows.
var wrongBySpec = []struct{ name, body, want string }{
	{"misspelt field", message(`"content":"x","ephemral":true`), "ephemral"},
	{"misspelt field of an embed", message(`"embeds":[{"titel":"x"}]`), "embeds[0].titel"},
	{"misspelt field of a button", message(row(`{"type":2,"style":1,"label":"A","custom_id":"a","costom":"b"}`)), "costom"},
	{"misspelt field of the mentions", `{"content":"x","allowed_mentions":{"parse":[],"replied_usr":true}}`, "replied_usr"},
	{"id as a number", `{"content":"x","allowed_mentions":{"parse":[],"users":[5]}}`, "users"},
	{"button style", message(row(`{"type":2,"style":9,"label":"A","custom_id":"a"}`)), "style"},
	{"reference without its id", message(`"content":"x","message_reference":{"mesage_id":"5"}`), "message_id"},
	{"color", message(`"embeds":[{"title":"x","color":16777216}]`), "color"},
}

func TestWrongMessages(t *testing.T) {
	s := New(t, Options{OnlyLimits: true, Lenient: true})
	strict := New(failing{t}, Options{})
	for _, c := range wrong {
		t.Run(c.name, func(t *testing.T) {
			if c.want != "allowed_mentions" {
				refuses(t, s, c.body, c.want)
			}
			refuses(t, strict, c.body, c.want)
		})
	}
	if strict.spec == nil {
		t.Skip("SPEC_DIR is not set: the official description is not held against requests")
	}
	for _, c := range wrongBySpec {
		t.Run(c.name, func(t *testing.T) { refuses(t, strict, c.body, c.want) })
	}
}

// refuses holds that the message is refused, with a problem that names what is wrong.
func refuses(t *testing.T, s *Server, body, want string) {
	t.Helper()
	before := len(s.Problems())
	a := rest{t, s}.do("POST", "/channels/"+s.General.ID+"/messages", body)
	if a.status != http.StatusBadRequest || a.code != 50035 && a.code != 50006 {
		t.Errorf("answered %d %s", a.status, a.body)
	}
	found := fmt.Sprint(s.Problems()[before:])
	if !strings.Contains(found, want) {
		t.Errorf("problems %s do not say %q", found, want)
	}
	if n := len(s.Messages(s.General)); n != 0 {
		t.Errorf("%d messages came through", n)
	}
}

func TestRightMessages(t *testing.T) {
	s := New(t, Options{})
	r := rest{t, s}
	first := r.do("POST", "/channels/"+s.General.ID+"/messages", message(`"content":"`+letters(2000)+`"`))
	for _, body := range []string{
		message(row(button("a", letters(80)), button(letters(100), "B"), `{"type":2,"style":5,"label":"A","url":"https://a.example/?b=c"}`)),
		message(`"content":"","embeds":[{"title":"Warm-up","description":"x","color":255,"timestamp":"2026-08-06T10:00:00Z","fields":[{"name":"a","value":"b","inline":true}],"footer":{"text":"f"}}]`),
		message(`"content":"x","message_reference":{"message_id":"` + first.id + `","fail_if_not_exists":false},"nonce":"12345","enforce_nonce":true`),
		`{"content":"<@1>","allowed_mentions":{"parse":[],"users":["1"],"replied_user":false},"embeds":null,"components":[],"tts":false,"flags":4}`,
		message(`"flags":32768,"components":[{"type":17,"components":[{"type":10,"content":"hello"},{"type":14},{"type":1,"components":[` + button("a", "A") + `]}]}]`),
	} {
		if a := r.do("POST", "/channels/"+s.General.ID+"/messages", body); a.status != 200 {
			t.Errorf("%.80s: %d %s", body, a.status, a.body)
		}
	}
}

// parts is a multipart body of a payload and one file.
func parts(payload, name, content string) (string, []byte) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	p, _ := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="payload_json"`}, "Content-Type": {"application/json"}})
	p.Write([]byte(payload))
	p, _ = w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="` + name + `"; filename="chart.png"`}, "Content-Type": {"image/png"}})
	p.Write([]byte(content))
	w.Close()
	return w.FormDataContentType(), b.Bytes()
}

func TestFiles(t *testing.T) {
	s := New(t, Options{})
	kind, body := parts(message(`"embeds":[{"image":{"url":"attachment://chart.png"}}],"attachments":[{"id":"0","description":"A chart"}]`), "files[0]", "PNG")
	a := rest{t, s}.send("POST", "/channels/"+s.General.ID+"/messages", kind, body)
	if a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	f := s.Next(s.General).Files[0]
	if f.Name != "chart.png" || f.Type != "image/png" || f.Description != "A chart" || string(f.Bytes) != "PNG" {
		t.Errorf("file %+v", f)
	}

	lenient := New(t, Options{Lenient: true})
	kind, body = parts(message(`"content":"x"`), "file", "PNG")
	if a := (rest{t, lenient}).send("POST", "/channels/"+s.General.ID+"/messages", kind, body); a.status != 400 {
		t.Errorf("a part of another name: %d", a.status)
	}
	kind, body = parts(message(`"content":"x"`), "files[0]", strings.Repeat("x", maxRequest))
	if a := (rest{t, lenient}).send("POST", "/channels/"+s.General.ID+"/messages", kind, body); a.status != 0 && a.code != 40005 {
		t.Errorf("too large: %d %s", a.status, a.body)
	}
}

func TestWrongCommands(t *testing.T) {
	s := New(t, Options{Lenient: true})
	option := func(inside string) string {
		return `[{"name":"a","description":"b","options":[` + inside + `]}]`
	}
	for _, c := range []struct{ name, body, want string }{
		{"capitals", `[{"name":"Ask","description":"b"}]`, "[0].name"},
		{"space", `[{"name":"ask me","description":"b"}]`, "[0].name"},
		{"no description", `[{"name":"ask"}]`, "[0].description"},
		{"menu with a description", `[{"name":"Ask Spotter","type":3,"description":"b"}]`, "[0].description"},
		{"twice", `[{"name":"a","description":"b"},{"name":"a","description":"b"}]`, "twice"},
		{"optional first", option(`{"type":3,"name":"a","description":"b"},{"type":3,"name":"c","description":"b","required":true}`), "required"},
		{"option twice", option(`{"type":3,"name":"a","description":"b"},{"type":3,"name":"a","description":"b"}`), "twice"},
		{"26 choices", option(`{"type":3,"name":"a","description":"b","choices":[` + strings.TrimSuffix(strings.Repeat(`{"name":"a","value":"a"},`, 26), ",") + `]}`), "choices"},
		{"choices and completion", option(`{"type":3,"name":"a","description":"b","autocomplete":true,"choices":[{"name":"a","value":"a"}]}`), "autocomplet"},
		{"group in a subcommand", option(`{"type":1,"name":"a","description":"b","options":[{"type":2,"name":"a","description":"b"}]}`), "type"},
		{"too much", option(strings.TrimSuffix(strings.Repeat(`{"type":3,"name":"`+strings.Repeat("a", 32)+`","description":"`+letters(100)+`","choices":[`+
			strings.TrimSuffix(strings.Repeat(`{"name":"`+letters(100)+`","value":"a"},`, 25), ",")+`]},`, 4), ",")), "8000"},
	} {
		before := len(s.Problems())
		a := rest{t, s}.do("PUT", "/applications/"+s.AppID+"/commands", c.body)
		if found := fmt.Sprint(s.Problems()[before:]); a.code != 50035 || !strings.Contains(found, c.want) {
			t.Errorf("%s: %d %s; problems %s", c.name, a.status, a.body, found)
		}
	}
	if got := s.Commands(nil); len(got) != 0 {
		t.Errorf("registered %v", got)
	}
}

func TestHeaders(t *testing.T) {
	s := New(t, Options{Lenient: true})
	req, _ := http.NewRequest("GET", s.URL+"/api/v9/users/@me", nil)
	req.Header.Set("Authorization", "Bot nonsense")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != 401 {
		t.Errorf("another token: %d", resp.StatusCode)
	}
	if found := fmt.Sprint(s.Problems()); !strings.Contains(found, "User-Agent") || strings.Contains(found, "nonsense") {
		t.Errorf("problems %s", found)
	}
	if a := (rest{t, s}).do("GET", "/nowhere", nil); a.status != 404 || len(s.Problems()) != 2 {
		t.Errorf("an unknown route: %d, %v", a.status, s.Problems())
	}
	if os.Getenv("SPEC_DIR") != "" && s.spec == nil {
		t.Error("the official description is not used")
	}
}
