package store

import (
	"encoding/json"
	"fmt"
	"time"

	"spotter/bot/strength"
)

// entryRecord is a logged lift. At keeps the offset of the zone it was done in, which says the day.
type entryRecord struct {
	Version int         `json:"v"`
	Lift    string      `json:"lift"`
	At      time.Time   `json:"at"`
	Sets    []setRecord `json:"sets"`
	Said    string      `json:"said,omitempty"` // light, moderate, heavy
	Note    string      `json:"note,omitempty"`
}

// setRecord is Count equal sets; the weight is in thousandths of the unit, the RPE in tenths.
type setRecord struct {
	Weight int64  `json:"w,omitempty"`
	Unit   string `json:"u,omitempty"`
	Body   bool   `json:"body,omitempty"`
	Reps   int    `json:"r,omitempty"`
	Count  int    `json:"n"`
	RPE    uint8  `json:"rpe,omitempty"`
	Failed bool   `json:"fail,omitempty"`
	WarmUp bool   `json:"warm,omitempty"`
}

// batchRecord has the keys of the entries of one message, without the person.
type batchRecord struct {
	Version int      `json:"v"`
	Keys    []string `json:"keys"`
}

func entryRecordOf(e Entry) entryRecord {
	r := entryRecord{Version: 1, Lift: e.Lift, At: e.At.Truncate(time.Second), Said: e.Said.String(), Note: e.Note}
	for _, f := range e.Efforts {
		r.Sets = append(r.Sets, setRecord{Weight: f.Weight.Milli(), Unit: f.Weight.Unit().String(), Body: f.Body, Reps: f.Reps,
			Count: f.Count, RPE: uint8(f.RPE), Failed: f.Failed, WarmUp: f.WarmUp})
	}
	return r
}

func readEntry(raw []byte, batch string) (Entry, error) {
	var r entryRecord
	if err := json.Unmarshal(raw, &r); err != nil {
		return Entry{}, fmt.Errorf("record in %s: %w", bucketEntry, err)
	}
	e := Entry{Batch: batch, Note: r.Note, Session: strength.Session{Lift: r.Lift, At: r.At, Said: strength.ParseClass(r.Said)}}
	for _, f := range r.Sets {
		unit, _ := strength.ParseUnit(f.Unit)
		e.Efforts = append(e.Efforts, strength.Effort{Weight: strength.Milli(f.Weight, unit), Body: f.Body, Reps: f.Reps,
			Count: f.Count, RPE: strength.RPE(f.RPE), Failed: f.Failed, WarmUp: f.WarmUp})
	}
	return e, nil
}
