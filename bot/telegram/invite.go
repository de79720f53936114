package telegram

import (
	"context"
)

// Invite returns the links with which the bot is added to a group, and by a person for himself.
func (t *Telegram) Invite(ctx context.Context) (group, person string, err error) {
	var me self
	if err := t.api.get(ctx, "getMe", nil, &me); err != nil {
		if isWrongToken(err) {
			err = errToken
		}
		return "", "", err
	}
	address := "https://t.me/" + me.Username
	return address + "?startgroup", address, nil
}
