package main

import (
	"context"
	"errors"
	"time"

	"spotter/bot"
	"spotter/bot/command"
	"spotter/bot/console"
	"spotter/bot/discord"
	"spotter/bot/schedule"
	"spotter/bot/telegram"
)

// scheduler sends reminders on the platforms of the senders.
func (p *program) scheduler(to map[string]bot.Sender) *schedule.Scheduler {
	return schedule.New(p.store, to, command.RemindWords(p.deps), p.log)
}

// senders are the adapters on which the bot can speak first, by platform.
func senders(adapters []bot.Adapter) map[string]bot.Sender {
	all := map[string]bot.Sender{}
	for _, a := range adapters {
		switch a := a.(type) {
		case *discord.Discord:
			all[discord.Platform] = a
		case *telegram.Telegram:
			all[telegram.Platform] = a
		}
	}
	return all
}

// chat talks on the console until its end; reminders come in between.
func (p *program) chat(ctx context.Context, c *console.Console) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	reminders := make(chan error, 1)
	go func() { reminders <- p.scheduler(map[string]bot.Sender{console.Platform: c}).Run(ctx) }()
	err := c.Run(ctx, bot.Logged(p.router, p.log, time.Now))
	cancel()
	return errors.Join(err, <-reminders)
}
