package bolt

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"spotter/store/kv"
)

// Variables of the environment that make the test binary a child of TestCrash.
const (
	crashPath = "BOLT_TEST_CRASH_PATH"
	crashFrom = "BOLT_TEST_CRASH_FROM"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(crashPath); path != "" {
		from, _ := strconv.Atoi(os.Getenv(crashFrom))
		fmt.Fprintln(os.Stderr, writeForEver(path, from))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForEver puts records numbered from the one given, by several goroutines, and prints the number of each that
// was acknowledged.
func writeForEver(path string, from int) error {
	d, err := Open(path)
	if err != nil {
		return err
	}
	var number atomic.Int64
	number.Store(int64(from))
	failed := make(chan error)
	for range 8 {
		go func() {
			for {
				n := int(number.Add(1))
				if err := d.Update(context.Background(), func(tx kv.Tx) error { return putNumber(tx, n) }); err != nil {
					failed <- err
				}
				fmt.Printf("%d\n", n)
			}
		}()
	}
	return <-failed
}

// putNumber writes record n in two buckets, and now and then deletes what an earlier number made garbage.
func putNumber(tx kv.Tx, n int) error {
	key := fmt.Appendf(nil, "%09d", n)
	err := errors.Join(tx.Put("a", key, numbered(n)), tx.Put("b", key, numbered(n)), tx.Put("garbage", key, numbered(n)))
	if n%10 == 0 {
		err = errors.Join(err, tx.Scan("garbage", nil, nil, func(key, _ []byte) error { return tx.Delete("garbage", key) }))
	}
	return err
}

// numbered is the value of record n; a few are larger than a page.
func numbered(n int) []byte {
	return []byte(strings.Repeat(strconv.Itoa(n)+" ", 1+n%50+n%97/96*2000))
}

// TestCrash kills a writing process at random moments, and looks for what was acknowledged.
func TestCrash(t *testing.T) {
	rounds := 10
	if testing.Short() {
		rounds = 2
	}
	path := filepath.Join(t.TempDir(), "crash.db")
	acknowledged := []int{}
	for round := range rounds {
		n := crash(t, path, round*1_000_000, 1+rand.IntN(400))
		acknowledged = append(acknowledged, n...)
		t.Logf("round %d: %d acknowledged", round, len(n))
		wantNumbers(t, path, acknowledged)
	}
}

// crash runs a child until it has acknowledged some numbers, kills it, and returns all that it acknowledged.
func crash(t *testing.T, path string, from, after int) []int {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), crashPath+"="+path, crashFrom+"="+strconv.Itoa(from))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	noError(t, err)
	noError(t, child.Start())
	acknowledged := []int{}
	defer child.Process.Kill()
	for r := bufio.NewReader(out); ; {
		line, err := r.ReadString('\n')
		if err == io.EOF {
			break // and what precedes it is the beginning of a line
		}
		noError(t, err)
		n, err := strconv.Atoi(strings.TrimSpace(line))
		noError(t, err)
		if acknowledged = append(acknowledged, n); len(acknowledged) == after {
			noError(t, child.Process.Kill())
		}
	}
	if err := child.Wait(); err == nil || child.ProcessState.Exited() {
		t.Fatalf("the child was not killed: %v", child.ProcessState)
	}
	return acknowledged
}

// wantNumbers checks that each number is there, that every record is whole, and the file consistent.
func wantNumbers(t *testing.T, path string, acknowledged []int) {
	t.Helper()
	d := openChecked(t, path)
	found := map[string]map[int]bool{"a": {}, "b": {}}
	noError(t, d.View(t.Context(), func(tx kv.Tx) error {
		for bucket := range found {
			if err := tx.Scan(bucket, nil, nil, func(key, value []byte) error {
				n, err := strconv.Atoi(string(key))
				if string(value) != string(numbered(n)) {
					t.Errorf("record %s in %s is not whole", key, bucket)
				}
				found[bucket][n] = true
				return err
			}); err != nil {
				return err
			}
		}
		return nil
	}))
	for _, n := range acknowledged {
		if !found["a"][n] {
			t.Fatalf("record %d was acknowledged and is lost", n)
		}
	}
	for n := range found["a"] {
		if !found["b"][n] {
			t.Fatalf("half of record %d was written", n)
		}
	}
	if len(found["a"]) != len(found["b"]) {
		t.Errorf("%d records in one bucket, %d in the other", len(found["a"]), len(found["b"]))
	}
	noError(t, d.Close())
}
