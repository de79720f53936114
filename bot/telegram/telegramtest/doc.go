// Package telegramtest is a Telegram for tests: one server on loopback that speaks the Bot API as
// its documentation says (core.telegram.org/bots/api, 10.1), with people, groups, topics and
// channels that a test lets speak, press and leave, and with the faults the real one has.
//
// A test makes a [Server], points the bot's API address at [Server.URL] with [Server.Token], lets
// somebody [Server.Say] something and waits for the answer with [Server.Next]. Requests that break
// a documented limit are refused as Telegram does, and fail the test at its end. With SPEC_DIR set to a
// folder that holds telegram-bot-api.json, every request, answer and update is also held to it.
//
// Values handed out ([Message], [Callback], …) never change: a later state is a new value. The
// package knows neither the bot nor its library.
package telegramtest
