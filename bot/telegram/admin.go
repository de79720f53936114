package telegram

import "context"

// manages tells whether somebody runs the group: its creator, or an administrator who may change what the
// group is called (docs: ChatMember). When Telegram does not tell, he does not.
func (t *Telegram) manages(ctx context.Context, chat int64, user string) bool {
	if user == "" {
		return false
	}
	var member struct {
		Status        string `json:"status"`
		CanChangeInfo bool   `json:"can_change_info"`
	}
	err := t.api.get(ctx, "getChatMember", params{"chat_id": itoa(chat), "user_id": user}, &member)
	return err == nil && (member.Status == "creator" || member.Status == "administrator" && member.CanChangeInfo)
}
