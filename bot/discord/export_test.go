package discord

import (
	"net/http"
	"testing"

	"golang.org/x/time/rate"
)

// ForgetChannels makes the adapter ask anew for private channels.
func (d *Discord) ForgetChannels() { d.channels = newChannelCache() }

// RedirectTo is the transport that sends every request to the address.
func RedirectTo(t testing.TB, apiURL string) http.RoundTripper {
	tr, err := newTransport(apiURL, func() {})
	if err != nil {
		t.Fatal(err)
	}
	tr.limit.SetLimit(rate.Inf)
	return tr
}
