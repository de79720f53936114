package store

import (
	"time"

	"spotter/bot/strength"
)

// The records on disk, apart from the types above them. Version 1 is the first; a reader takes
// every version it knows, a writer writes the last. A field is never given another meaning: it is
// left behind, and a new one added with a migration or a new version.

type personRecord struct {
	Version int         `json:"v"`
	Unit    string      `json:"unit,omitempty"`
	Kg      *gearRecord `json:"kg,omitempty"`
	Lb      *gearRecord `json:"lb,omitempty"`
	Zone    string      `json:"zone,omitempty"`
	Warm    *warmRecord `json:"warm,omitempty"`
	Log     string      `json:"log,omitempty"`
	Said    bool        `json:"said,omitempty"`
}

// gearRecord holds masses in thousandths of the unit of its field's name.
type gearRecord struct {
	Bar    int64         `json:"bar,omitempty"`
	Full   int64         `json:"full,omitempty"`
	Plates []stackRecord `json:"plates,omitempty"`
}

type stackRecord struct {
	Plate int64 `json:"p"`
	Pairs int   `json:"n"`
}

type warmRecord struct {
	Lift string `json:"lift"`
	Work int64  `json:"work,omitempty"`
	Unit string `json:"unit,omitempty"`
	Reps int    `json:"reps,omitempty"`
}

type accountRecord struct {
	Version     int       `json:"v"`
	Unreachable time.Time `json:"unreachable,omitzero"` // since when messages to it are refused
}

type communityRecord struct {
	Version int       `json:"v"`
	Delete  time.Time `json:"delete,omitzero"` // when it is deleted, after the bot was removed
}

type dialogueRecord struct {
	Version int       `json:"v"`
	Line    string    `json:"line"`
	Until   time.Time `json:"until"`
}

// progressRecord is how far the updates of a stream are done.
type progressRecord struct {
	Version int       `json:"v"`
	Next    int64     `json:"next"`
	Done    []int64   `json:"done,omitempty"` // beyond next
	At      time.Time `json:"at"`
}

func recordOf(p Person) personRecord {
	r := personRecord{
		Version: 1, Unit: p.Settings.Unit.String(), Zone: p.Settings.Zone,
		Kg: gearRecordOf(p.Settings.Kg), Lb: gearRecordOf(p.Settings.Lb),
		Log: p.LastLog, Said: p.UnitSaid,
	}
	if w := p.LastWarm; w.Lift != "" {
		r.Warm = &warmRecord{Lift: w.Lift, Work: w.Work.Milli(), Unit: w.Work.Unit().String(), Reps: w.Reps}
	}
	return r
}

func (r personRecord) person(id string) Person {
	unit, _ := strength.ParseUnit(r.Unit)
	p := Person{ID: id, LastLog: r.Log, UnitSaid: r.Said, Settings: Settings{
		Unit: unit, Zone: r.Zone,
		Kg: r.Kg.gear(strength.Kilogram), Lb: r.Lb.gear(strength.Pound),
	}}
	if w := r.Warm; w != nil {
		unit, _ := strength.ParseUnit(w.Unit)
		p.LastWarm = WarmUp{Lift: w.Lift, Work: strength.Milli(w.Work, unit), Reps: w.Reps}
	}
	return p
}

func gearRecordOf(g Gear) *gearRecord {
	if g.IsZero() {
		return nil
	}
	r := &gearRecord{Bar: g.Bar.Milli(), Full: g.Full.Milli()}
	for _, s := range g.Plates {
		r.Plates = append(r.Plates, stackRecord{Plate: s.Plate.Milli(), Pairs: s.Pairs})
	}
	return r
}

func (r *gearRecord) gear(u strength.Unit) Gear {
	if r == nil {
		return Gear{}
	}
	var g Gear
	if r.Bar != 0 {
		g.Bar = strength.Milli(r.Bar, u)
	}
	if r.Full != 0 {
		g.Full = strength.Milli(r.Full, u)
	}
	for _, s := range r.Plates {
		g.Plates = append(g.Plates, strength.Stack{Plate: strength.Milli(s.Plate, u), Pairs: s.Pairs})
	}
	return g
}
