package discordtest

import (
	"crypto/rand"
	"hash/fnv"
	"strconv"
	"sync/atomic"
	"time"
)

// discordEpoch is the first millisecond of 2015, from which snowflakes count.
const discordEpoch = 1420070400000

// snowflakes are ids that carry the time: milliseconds << 22, then a counter.
type snowflakes struct{ n atomic.Uint64 }

func (f *snowflakes) next() string {
	ms := uint64(time.Now().UnixMilli() - discordEpoch)
	return strconv.FormatUint(ms<<22|f.n.Add(1)&(1<<22-1), 10)
}

// stable is the id of somebody who has been on Discord for years: the same at every run.
func stable(name string) string {
	h := fnv.New32a()
	h.Write([]byte(name))
	const year2020 = uint64(1577836800000-discordEpoch) << 22
	return strconv.FormatUint(year2020+uint64(h.Sum32())<<26, 10)
}

// secret is a random string of n letters, for tokens.
func secret(n int) string {
	text := rand.Text()
	for len(text) < n {
		text += rand.Text()
	}
	return text[:n]
}
