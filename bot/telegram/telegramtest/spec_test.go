package telegramtest

import (
	"os"
	"testing"
)

// BenchmarkIndex is reading and indexing the description, which happens once per process.
func BenchmarkIndex(b *testing.B) {
	dir := os.Getenv("SPEC_DIR")
	if spec, err := readSpec(dir); err != nil || spec == nil {
		b.Skip("SPEC_DIR holds no telegram-bot-api.json")
	}
	for b.Loop() {
		if _, err := readSpec(dir); err != nil {
			b.Fatal(err)
		}
	}
}

// TestIndex holds that the index knows unions by their fixed fields.
func TestIndex(t *testing.T) {
	s := index(described{
		Types: map[string]definition{
			"Lift":     {Subtypes: []string{"Squat", "Deadlift"}},
			"Squat":    {Fields: []parameter{{Name: "type", Types: []string{"String"}, Required: true, Description: `Type of the lift, must be squat`}}},
			"Deadlift": {Fields: []parameter{{Name: "type", Types: []string{"String"}, Required: true, Description: `Type, always "deadlift"`}, {Name: "sumo", Types: []string{"Boolean"}}}},
			"Update":   {},
		},
		Methods: map[string]definition{"lift": {Returns: []string{"Array of Lift"}}},
	})
	for text, want := range map[string]int{
		`[{"type":"squat"},{"type":"deadlift","sumo":true}]`: 0,
		`[{"type":"squat","sumo":true}]`:                     1,
		`[{"type":"deadlift","sumo":1}]`:                     1,
		`[{"type":"curl"}]`:                                  1,
		`{"type":"squat"}`:                                   1,
	} {
		if got := s.answer("lift", []byte(text)); len(got) != want {
			t.Errorf("%s: %q, want %d problems", text, got, want)
		}
	}
}
