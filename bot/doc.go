// Package bot is the vocabulary of Spotter: what a command is, what a request and a reply are, and
// the Router between them. It imports only the lifting arithmetic, and no platform, page or record
// is known here.
//
// # The tour
//
// Somebody types "/warmup deadlift 180". Follow it through the house:
//
//  1. A platform receives it: bot/console is the terminal, bot/discord is Discord, bot/telegram is
//     Telegram. It makes a [Request] of what came in, with an id, who and where, and the time.
//     Request.Now is the only clock a command sees. [Lanes] keep the order of what one person says,
//     and let others go on meanwhile.
//
//  2. [Router.Handle] cleans the text and decides what it is: a danger sign (always first), a
//     command, the answer to an open question of the bot's, a line that a command recognises as its
//     own (a log needs no slash), or a question in plain words, which goes to the ask command. Errors
//     become replies here and nowhere else: a [UserError] as it stands, anything else as an apology
//     with an incident number.
//
//  3. The [Command] reads its arguments. They are declared like flags ([Mass], [Int], [Choice],
//     [NewParam]) and read with Param.Of; the parser takes them in any order. The commands live in
//     bot/command, one a file, listed in command.All.
//
//  4. The command asks those who know: bot/strength works out plates and ladders in whole
//     thousandths of a unit, and when a lift makes sense again; bot/logbook reads what lifters write
//     about their sets; content holds the curated pages, one Markdown file each;
//     content/answer finds the page for a question, after looking for danger signs; store remembers
//     the person.
//
//  5. It returns a [Reply]: blocks, buttons, and a few flags. A [Button] is a command line that
//     somebody else typed, so pressing it starts again at 1, and nothing is lost at a restart.
//     Reply.Expect is the line which this person's next plain message completes.
//
//  6. The platform renders the reply within its own limits (render.go) and sends it. Who may see it is
//     said by Reply.For and its neighbours: what others read along, what goes on with the asker alone.
//
// A reminder goes the other way: bot/schedule sleeps until the next one is due, claims it in the store,
// has bot/command say it, and the platform's [Sender] delivers it; then the store plans its next time.
//
// Below the store lies store/kv, an ordered transactional key-value database as an interface;
// store/bolt puts it on a bbolt file, with one fsync for all updates that arrive together;
// store/kv/kvtest says when an engine is right.
//
// bot/bottest plays transcripts, conversations in text files, through the real router and the
// terminal's renderer, and has the suite that every platform's adapter must pass; bot/discord/discordtest
// is a Discord to test against, bot/telegram/telegramtest a Telegram. To see how the bot talks, read
// bot/command/testdata. cmd/spotter wires it all.
//
// # To change something
//
//   - A page or a lift: content/README.md. No Go needed.
//   - A command: a file in bot/command, a line in All, a transcript in testdata.
//   - How a log may be written: bot/logbook; its testdata has the lines people write.
//   - What counts as a danger sign: the word lists in content/answer.
//   - What is kept about a person: store/person.go, store/log.go, store/pain.go, and PRIVACY.md.
//
// Who may import whom is a table in house_test.go, and a test.
package bot
