package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
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
	known  *pages
	router *bot.Router
	store  *store.Store
	deps   command.Deps
	log    *slog.Logger
	db     kv.DB
}

// open wires the program. Its error lists everything that is wrong with the pages or commands.
func open(ctx context.Context, cfg Config, log *slog.Logger) (*program, error) {
	known, err := readPages(cfg, log)
	if err != nil {
		return nil, err
	}
	go known.watch(ctx)
	db, err := bolt.Open(cfg.Data)
	if err != nil {
		return nil, explain(err, cfg.Data)
	}
	p := &program{cfg: cfg, known: known, log: log, db: db}
	if err := p.wire(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	go debug.FreeOSMemory() // what reading the pages has used is not needed again
	return p, nil
}

func (p *program) wire(ctx context.Context) (err error) {
	if p.store, err = store.Open(ctx, p.db); err != nil {
		return fmt.Errorf("%s: %w", p.cfg.Data, err)
	}
	p.deps = command.Deps{Store: p.store, Library: p.known.lib, Answers: p.known.answers, Unit: p.cfg.unit()}
	commands := command.All(p.deps)
	p.router, err = bot.NewRouter(commands, command.Question, p.known.answers.Alarm, p.store, p.log)
	return err
}

// Close ends the program's use of its database.
func (p *program) Close() error { return p.db.Close() }

// startGC is how much garbage may grow while the pages are read, in percent; 100 is usual.
const startGC = 200

// knowledge loads the built-in pages and what finds them.
func knowledge() (*content.Library, *answer.Engine, error) {
	// Starting makes much that is soon garbage; tidying up less often saves a fifth of the time, and ends with it.
	defer debug.SetGCPercent(debug.SetGCPercent(startGC))
	lists := answer.ReadLists()
	lib, problems := content.Load(content.Embedded())
	if len(problems) > 0 {
		var all strings.Builder
		for _, p := range problems {
			all.WriteString("\ncontent/" + p.String())
		}
		return nil, nil, fmt.Errorf("the built-in pages have %d problems:%s", len(problems), all.String())
	}
	answers, err := lists.Engine(lib)
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
