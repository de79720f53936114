package telegram

import (
	"context"
)

// admin tells, when it is asked, whether somebody may run the chat: its creator, and administrators who
// may change its info. Who writes in the name of the group itself is one of its administrators. When
// Telegram does not say, nobody is.
func (t *Telegram) admin(c chat, from *user, as *chat) func(context.Context) bool {
	switch {
	case !c.group():
		return nil
	case as != nil:
		return func(context.Context) bool { return as.ID == c.ID }
	case from == nil:
		return nil
	}
	return func(ctx context.Context) bool {
		var member struct {
			Status        string `json:"status"`
			CanChangeInfo bool   `json:"can_change_info"`
		}
		err := t.api.get(ctx, "getChatMember", params{"chat_id": itoa(c.ID), "user_id": itoa(from.ID)}, &member)
		if err != nil {
			t.warn("Telegram did not say who may run a group", "error", err)
			return false
		}
		return member.Status == "creator" || member.Status == "administrator" && member.CanChangeInfo
	}
}
