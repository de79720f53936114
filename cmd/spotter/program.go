package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"spotter/bot"
	"spotter/bot/command"
	"spotter/content"
	"spotter/content/answer"
	"spotter/store"
	"spotter/store/bolt"
	"spotter/store/kv"
)

// program is the bot, wired: open, use its router, close.
type program struct {
	cfg    Config
	router *bot.Router
	store  *store.Store
	deps   command.Deps
	log    *slog.Logger
	db     kv.DB
}

// open wires the program. Its error lists everything that is wrong with the pages or commands.
func open(ctx context.Context, cfg Config, log *slog.Logger) (*program, error) {
	lib, answers, err := knowledge()
	if err != nil {
		return nil, err
	}
	db, err := bolt.Open(cfg.Data)
	if err != nil {
		return nil, explain(err, cfg.Data)
	}
	p := &program{cfg: cfg, log: log, db: db}
	if err := p.wire(ctx, lib, answers); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return p, nil
}

func (p *program) wire(ctx context.Context, lib *content.Library, answers *answer.Engine) (err error) {
	if p.store, err = store.Open(ctx, p.db); err != nil {
		return fmt.Errorf("%s: %w", p.cfg.Data, err)
	}
	p.deps = command.Deps{Store: p.store, Library: lib, Answers: answers, Unit: p.cfg.unit()}
	commands := command.All(p.deps)
	p.router, err = bot.NewRouter(commands, command.Question, answers.Alarm, p.store, p.log)
	return err
}

// Close ends the program's use of its database.
func (p *program) Close() error { return p.db.Close() }

// knowledge loads the built-in pages and what finds them.
func knowledge() (*content.Library, *answer.Engine, error) {
	lib, problems := content.Load(content.Embedded())
	if len(problems) > 0 {
		var all strings.Builder
		for _, p := range problems {
			all.WriteString("\ncontent/" + p.String())
		}
		return nil, nil, fmt.Errorf("the built-in pages have %d problems:%s", len(problems), all.String())
	}
	answers, err := answer.New(lib)
	return lib, answers, err
}

// explain says what to do about a database that cannot be opened.
func explain(err error, path string) error {
	switch {
	case errors.Is(err, kv.ErrLocked):
		return fmt.Errorf("another Spotter is using %s; stop it first, or give this one a file of its own with -data FILE", path)
	case errors.Is(err, kv.ErrNotDatabase):
		return fmt.Errorf("%s is no database of Spotter's, so I leave it alone; name another with -data FILE (%w)", path, err)
	case errors.Is(err, kv.ErrDamaged):
		return fmt.Errorf("the database %s is damaged; nothing was changed. Put a backup in its place, or name another file with -data FILE (%w)", path, err)
	default:
		return fmt.Errorf("cannot open the database; check that its folder can be written, or name another file with -data FILE (%w)", err)
	}
}
