package telegram

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzUpdate reads any update and makes what is to be done of it, without doing it.
func FuzzUpdate(f *testing.F) {
	for _, s := range []string{
		`{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":-1,"type":"supergroup"},"from":{"id":5},"text":"/warmup@spotter_bot 🏋️ @spotter_bot","entities":[{"type":"bot_command","offset":0,"length":19},{"type":"mention","offset":24,"length":12}]}}`,
		`{"update_id":2,"edited_message":{"message_id":1,"edit_date":9999999999,"chat":{"id":5,"type":"private"},"from":{"id":5},"caption":"x","photo":[]}}`,
		`{"update_id":3,"message":{"message_id":1,"date":9999999999,"chat":{"id":-1,"type":"group"},"sender_chat":{"id":-1},"from":{"id":1087968824,"is_bot":true},"text":"@spotter_bot why","entities":[{"type":"mention","offset":0,"length":12},{"type":"mention","offset":0,"length":12},{"type":"text_mention","offset":3,"length":999,"user":{"id":7}}]}}`,
		`{"update_id":4,"callback_query":{"id":"1","from":{"id":5},"data":"a5/x","message":{"message_id":1,"date":0,"chat":{"id":-1,"type":"supergroup"}}}}`,
		`{"update_id":5,"message":{"text":1}}`, `{}`, `[]`,
	} {
		f.Add(s)
	}
	tg := known()
	me := tg.me.Load().user
	now := time.Unix(1_790_000_000, 0)
	f.Fuzz(func(t *testing.T, raw string) {
		u, ok := read(json.RawMessage(raw))
		if !ok {
			return
		}
		for _, m := range []*message{u.Message, u.Edited} {
			if m == nil {
				continue
			}
			r := m.request(me, u.ID, m == u.Edited, now)
			if r == nil {
				continue
			}
			if !utf8.ValidString(r.Text) || r.ID == "" || r.Chat == "" || r.Message == "" || r.Private && !r.Addressed {
				t.Errorf("%q became %+v", raw, r)
			}
			if name, _, _ := strings.Cut(r.Text, " "); strings.HasPrefix(r.Text, "/") && strings.ContainsAny(name, "ABCXYZ") {
				t.Errorf("the command of %q is %q", raw, name)
			}
			_ = tg.followed(r.Text)
		}
		if u.Callback != nil {
			u.Callback.press(me)
		}
	})
}
