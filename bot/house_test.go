package bot_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// house is who may import whom: package → packages of ours. The design's table; a package without
// a row fails the test, so that a new folder is a decision.
var house = map[string][]string{
	"cmd/spotter":               {"bot", "bot/command", "bot/strength", "bot/console", "bot/discord", "bot/telegram", "bot/schedule", "content", "content/answer", "store", "store/kv", "store/bolt"},
	"bot":                       {"bot/strength"},
	"bot/command":               {"bot", "bot/strength", "bot/logbook", "bot/chart", "content", "content/answer", "store"},
	"bot/schedule":              {"bot", "store"},
	"bot/strength":              {},
	"bot/logbook":               {"bot", "bot/strength"},
	"bot/chart":                 {},
	"bot/console":               {"bot"},
	"bot/bottest":               {"bot", "bot/console"},
	"bot/discord":               {"bot"},
	"bot/discord/discordtest":   {},
	"bot/telegram":              {"bot"},
	"bot/telegram/telegramtest": {},
	"content":                   {},
	"content/answer":            {"content"},
	"store":                     {"store/kv", "bot/strength"},
	"store/kv":                  {},
	"store/kv/kvtest":           {"store/kv"},
	"store/bolt":                {"store/kv"},
}

// onlyHere are libraries that may be imported in one package alone.
var onlyHere = map[string]string{
	"go.etcd.io/bbolt":                "store/bolt",
	"github.com/spf13/cobra":          "cmd/spotter",
	"golang.org/x/term":               "bot/console",
	"github.com/yuin/goldmark":        "content",
	"github.com/pelletier/go-toml/v2": "cmd/spotter",
	"github.com/bwmarrin/discordgo":   "bot/discord",
	"golang.org/x/image":              "bot/chart",

	"github.com/go-telegram-bot-api/telegram-bot-api/v5": "bot/telegram",
}

// clocked are the packages that may read the clock: the program, the adapters, and what waits for the
// next reminder.
var clocked = []string{"cmd/spotter", "bot/schedule", "bot/console", "bot/discord", "bot/discord/discordtest", "bot/telegram", "bot/telegram/telegramtest"}

func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "spotter/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := map[string]bool{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := d.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, "spotter/")
		seen[name] = true
		checkImports(t, name, p.Imports)
	}
	for name := range house {
		if !seen[name] {
			t.Errorf("%s has a row and does not exist", name)
		}
	}
}

func checkImports(t *testing.T, name string, imports []string) {
	allowed, ok := house[name]
	if !ok {
		t.Errorf("package %s has no row in the table of imports", name)
	}
	for _, imported := range imports {
		if ours, found := strings.CutPrefix(imported, "spotter/"); found && !slices.Contains(allowed, ours) {
			t.Errorf("%s must not import %s", name, ours)
		}
		for library, where := range onlyHere {
			if (imported == library || strings.HasPrefix(imported, library+"/")) && name != where {
				t.Errorf("%s must not import %s; only %s does", name, imported, where)
			}
		}
	}
}

// TestClock holds that time is data: only the program, the adapters and the scheduler's loop read the clock.
func TestClock(t *testing.T) {
	forbidden := []string{"Now", "Sleep", "Since", "Until", "After", "Tick", "NewTimer", "NewTicker", "AfterFunc"}
	eachFile(t, func(dir, path string, file *ast.File) {
		if slices.Contains(clocked, dir) || strings.HasSuffix(path, "_test.go") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && x.Obj == nil && slices.Contains(forbidden, sel.Sel.Name) {
				t.Errorf("%s uses time.%s; time comes in as data", path, sel.Sel.Name)
			}
			return true
		})
	})
}

// TestNoSleepInTests holds that no test waits for time to pass.
func TestNoSleepInTests(t *testing.T) {
	eachFile(t, func(_, path string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Sleep" {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" {
					t.Errorf("%s sleeps", path)
				}
			}
			return true
		})
	})
}

// eachFile parses every Go file of the module.
func eachFile(t *testing.T, visit func(dir, path string, file *ast.File)) {
	root := ".."
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		dir, _ := filepath.Rel(root, filepath.Dir(path))
		visit(filepath.ToSlash(dir), path, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTopLevel holds the layout's top level.
func TestTopLevel(t *testing.T) {
	allowed := []string{"cmd", "bot", "content", "store", "config.example.toml", "go.mod", "go.sum",
		"README.md", "LICENSE", "PRIVACY.md", ".ci", ".github", ".git", ".gitignore"}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong on the top level", e.Name())
		}
	}
}
