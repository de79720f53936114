package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"strings"
	"time"

	"spotter/content"
	"spotter/content/answer"
)

// SafetyConfig is what an admin can add to the words said in an emergency.
type SafetyConfig struct {
	// EmergencyText stands after the first sentence of every emergency, such as the number to call.
	EmergencyText string `toml:"emergency_text"`
	// CrisisText does the same when somebody may want to die.
	CrisisText string `toml:"crisis_text"`
}

// ContentConfig is what an admin can choose about the pages.
type ContentConfig struct {
	// Dir is a folder of the community's own pages; see content/README.md.
	Dir string `toml:"dir"`
}

// maxLocal is the longest text of a SafetyConfig, in bytes: an emergency is read at a glance.
const maxLocal = 300

func (c SafetyConfig) validate() error {
	var errs []error
	for key, text := range map[string]string{"emergency_text": c.EmergencyText, "crisis_text": c.CrisisText} {
		if len(text) > maxLocal {
			errs = append(errs, fmt.Errorf("safety.%s has %d bytes; it can have %d, so that it is read at a glance", key, len(text), maxLocal))
		}
	}
	return errors.Join(errs...)
}

// pages is what Spotter knows: the built-in pages, those of the community, and what finds them.
type pages struct {
	lib     *content.Library
	answers *answer.Engine
	folder  *content.Folder // nil without a folder of the community
	dir     string
	log     *slog.Logger
}

// readPages reads everything. A page of the community that is wrong is logged and left out; the error is of the rest.
func readPages(cfg Config, log *slog.Logger) (*pages, error) {
	lib, answers, err := knowledge()
	if err != nil {
		return nil, err
	}
	answers.Say(answer.Local{Emergency: cfg.Safety.EmergencyText, Crisis: cfg.Safety.CrisisText})
	p := &pages{lib: lib, answers: answers, dir: cfg.Content.Dir, log: log}
	if p.dir == "" {
		return p, nil
	}
	own, err := pageFolder(p.dir)
	if err != nil {
		return nil, err
	}
	p.folder = content.NewFolder(content.Embedded(), own)
	return p, p.reload()
}

func pageFolder(dir string) (fs.FS, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a folder; give the one that holds lifts/ and topics/", dir)
	}
	return os.DirFS(dir), nil
}

// reload reads the folder of the community again.
func (p *pages) reload() error {
	lib, problems, err := p.folder.Load()
	for _, problem := range problems {
		p.log.Warn("a page is wrong; what was there before stays", "page", path.Join(p.dir, problem.String()))
	}
	if err != nil {
		return err
	}
	if err := p.answers.Reload(lib); err != nil {
		return err
	}
	p.lib.Replace(lib)
	return nil
}

// lookEvery is how often the folder is looked at. A page is edited by hand; nobody notices two seconds.
const lookEvery = 2 * time.Second

// watch reloads the folder when a file has changed, until the context ends.
func (p *pages) watch(ctx context.Context) {
	if p.folder == nil {
		return
	}
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			p.look()
		}
	}
}

// look reloads the folder if a file has changed.
func (p *pages) look() {
	if !p.folder.Changed() {
		return
	}
	if err := p.reload(); err != nil {
		p.log.Error("the pages cannot be read again; those of before stay", "error", err)
		return
	}
	p.log.Info("pages read again", "topics", len(p.lib.Topics()), "lifts", len(p.lib.Lifts()))
}

// checkFolder checks the pages of a community together with the built-in ones, which they may name.
func checkFolder(s surroundings, dir string) error {
	own, err := pageFolder(dir)
	if err != nil {
		return err
	}
	folder := content.NewFolder(content.Embedded(), own)
	lib, problems, err := folder.Load()
	if err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintln(s.stdout, strings.TrimSuffix(dir, "/")+"/"+p.String())
	}
	switch {
	case len(problems) > 0:
		return fmt.Errorf("problems to mend: %d", len(problems))
	case folder.Len() == 0:
		return fmt.Errorf("no pages in %s: they belong in lifts/ and topics/", dir)
	}
	if _, err := answer.New(lib); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%d topics and %d lifts, %d of them from %s, no problems\n", len(lib.Topics()), len(lib.Lifts()), folder.Len(), dir)
	return nil
}
