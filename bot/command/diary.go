package command

import (
	"context"
	"strings"
	"time"

	"spotter/bot"
	"spotter/bot/logbook"
	"spotter/bot/strength"
	"spotter/content"
	"spotter/store"
)

// diary is what the commands about somebody's training share.
type diary struct {
	store   *store.Store
	library *content.Library
	usual   strength.Unit // of a weight without one, of somebody who chose none
}

// lifter is the asker, at the time of the request.
type lifter struct {
	diary
	account store.Account
	person  store.Person
	now     time.Time // in his zone, UTC if it is not known
	zoned   bool      // the zone is known
	unit    strength.Unit
}

// lifter reads who asks.
func (d diary) lifter(ctx context.Context, r *bot.Request) (lifter, error) {
	l := lifter{diary: d, account: account(r), now: r.Now.UTC(), unit: d.usual}
	var err error
	if l.person, err = d.store.Person(ctx, l.account); err != nil {
		return l, err
	}
	s := l.person.Settings
	if s.Unit != 0 {
		l.unit = s.Unit
	}
	if zone, err := time.LoadLocation(s.Zone); s.Zone != "" && err == nil {
		l.now, l.zoned = r.Now.In(zone), true
	}
	return l, nil
}

// look tells that nothing of the request may be kept, and what to say to who wanted it kept.
func look(r *bot.Request) (*bot.Reply, bool) {
	if r.ID != "" && r.User != "" {
		return nil, false
	}
	return bot.Say("I keep that only in a chat with you. Write it to me there, as in `/log deadlift 180x5`."), true
}

// reader reads log lines for the lifter.
func (l lifter) reader() logbook.Reader {
	bar := gearFor(l.person.Settings, l.unit).Bar
	return logbook.Reader{Lift: l.find, Near: l.near, Now: l.now, Unit: l.unit, Bar: bar}
}

// find is the lift of that name or alias, as the grammar knows it, or whose name is the verb: squatted, benching.
func (d diary) find(words string) (logbook.Lift, bool) {
	for _, name := range append([]string{words}, verbs(words)...) {
		if lift := d.library.FindLift(name); lift != nil {
			return asLogged(lift), true
		}
	}
	return logbook.Lift{}, false
}

// verbs are what a word may be the past or the -ing form of.
func verbs(word string) []string {
	for _, end := range []string{"ed", "ing"} {
		stem, ok := strings.CutSuffix(strings.ToLower(word), end)
		if n := len(stem); ok && n > 2 {
			if stem[n-1] == stem[n-2] {
				return []string{stem, stem[:n-1]} // press, squat
			}
			return []string{stem}
		}
	}
	return nil
}

func asLogged(l *content.Lift) logbook.Lift {
	return logbook.Lift{ID: l.ID, Name: l.Name, Body: l.Equipment == content.Bodyweight}
}

// leastName is the shortest name of a lift that is looked for within words, in bytes.
const leastName = 4

// near lists up to three lifts that words could mean: those whose name stands within them, else those spelt much like them.
func (d diary) near(words string) (near []logbook.Lift) {
	words = strings.ToLower(words)
	known, owner := liftNames(d.library.Lifts(), anyLift)
	longest := ""
	for _, name := range known {
		if len(name) >= leastName && len(name) > len(longest) && holdsWord(words, strings.ToLower(name)) {
			longest = name
		}
	}
	if longest != "" {
		return []logbook.Lift{asLogged(owner[longest])}
	}
	if len(words) < leastName {
		return nil
	}
	for _, name := range nearLifts(d.library, words, anyLift) {
		near = append(near, asLogged(d.library.FindLift(name)))
	}
	return near
}

// holdsWord tells whether the words stand within s, as whole words.
func holdsWord(s, words string) bool {
	return strings.Contains(" "+s+" ", " "+words+" ")
}

// name is what a lift is called, its id when no page is about it any more.
func (d diary) name(lift string) string {
	if l := d.library.Lift(lift); l != nil {
		return l.Name
	}
	return lift
}

// entries are what the lifter logged since a day, zero for ever, of the lift or, when it is nil, of all.
func (l lifter) entries(ctx context.Context, since time.Time, lift *content.Lift) ([]store.Entry, error) {
	id := ""
	if lift != nil {
		id = lift.ID
	}
	return l.store.Entries(ctx, l.account, since, id)
}

// sessions are what the lifter logged since a number of days ago, of one lift or, when lift is "", of all.
func (l lifter) sessions(ctx context.Context, days int, lift string) ([]strength.Session, error) {
	entries, err := l.store.Entries(ctx, l.account, l.now.AddDate(0, 0, -days), lift)
	return store.Sessions(entries), err
}

// How far back is looked, in days.
const (
	strainDays = 26 * 7 // for classes, heavy weeks and stalls
	recentDays = 14     // for what counts as trained lately
)

// strains grades what the lifter did in the last half year, the latest first.
func (l lifter) strains(ctx context.Context) ([]strength.Strain, error) {
	sessions, err := l.sessions(ctx, strainDays, "")
	return strength.Strains(sessions), err
}

// strainsOf grades what the asker did in the last half year, the latest first.
func (d diary) strainsOf(ctx context.Context, r *bot.Request) ([]strength.Strain, error) {
	return lifter{diary: d, account: account(r), now: r.Now}.strains(ctx)
}

// trained are the lifts that strains tell of in the last two weeks, the latest first.
func (l lifter) trained(strains []strength.Strain) (lifts []string) {
	seen := map[string]bool{}
	for _, s := range strains {
		if l.now.Sub(s.At) > recentDays*24*time.Hour {
			break
		}
		if !seen[s.Lift] {
			seen[s.Lift] = true
			lifts = append(lifts, s.Lift)
		}
	}
	return lifts
}
