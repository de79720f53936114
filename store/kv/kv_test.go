package kv_test

import (
	"bytes"
	"errors"
	"testing"

	"spotter/store/kv"
)

func TestPrefix(t *testing.T) {
	for _, tt := range []struct{ prefix, from, to string }{
		{"", "", ""},
		{"a", "a", "b"},
		{"person/", "person/", "person0"},
		{"a\xff", "a\xff", "b"},
		{"a\xff\xff", "a\xff\xff", "b"},
		{"\x00", "\x00", "\x01"},
		{"\xff", "\xff", ""},
		{"\xff\xff", "\xff\xff", ""},
	} {
		from, to := kv.Prefix([]byte(tt.prefix))
		if string(from) != tt.from || string(to) != tt.to {
			t.Errorf("Prefix(%q) = %q, %q, want %q, %q", tt.prefix, from, to, tt.from, tt.to)
		}
		if (from == nil) != (tt.from == "") || (to == nil) != (tt.to == "") {
			t.Errorf("Prefix(%q): an open end must be nil", tt.prefix)
		}
	}
}

func TestPrefixIsOwn(t *testing.T) {
	p := []byte("ab")
	from, to := kv.Prefix(p)
	p[0], p[1] = 'x', 'x'
	if string(from) != "ab" || string(to) != "ac" {
		t.Errorf("Prefix shares memory with its argument: %q, %q", from, to)
	}
}

func FuzzPrefix(f *testing.F) {
	f.Add([]byte("a"), []byte("ab"))
	f.Add([]byte("\xff"), []byte("\xff\xff"))
	f.Add([]byte("a\xff"), []byte("b"))
	f.Fuzz(func(t *testing.T, prefix, key []byte) {
		from, to := kv.Prefix(prefix)
		inside := bytes.Compare(key, from) >= 0 && (to == nil || bytes.Compare(key, to) < 0)
		if inside != bytes.HasPrefix(key, prefix) {
			t.Errorf("prefix %q, key %q: within [%q, %q) is %t", prefix, key, from, to, inside)
		}
	})
}

func TestCheck(t *testing.T) {
	long := bytes.Repeat([]byte("k"), kv.MaxKey+1)
	for _, tt := range []struct {
		name       string
		bucket     string
		key, value []byte
		want       error
	}{
		{"OK", "b", []byte("k"), nil, nil},
		{"LongestKey", "b", long[:kv.MaxKey], nil, nil},
		{"LargestValue", "b", []byte("k"), make([]byte, kv.MaxValue), nil},
		{"NoBucket", "", []byte("k"), nil, kv.ErrKey},
		{"LongBucket", string(long), []byte("k"), nil, kv.ErrKey},
		{"NoKey", "b", nil, nil, kv.ErrKey},
		{"LongKey", "b", long, nil, kv.ErrKey},
		{"LargeValue", "b", []byte("k"), make([]byte, kv.MaxValue+1), kv.ErrValue},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := kv.Check(tt.bucket, tt.key, tt.value); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}
