// Package wire is the server side of PostgreSQL's protocol 3.0 (PostgreSQL
// manual, "Frontend/Backend Protocol"). It moves messages and runs no SQL: it
// drives a Session, which it declares (session.go), and is the session.Writer
// that a session writes its results to.
//
// # Where to look
//
//   - server.go     Server: accept, connection cap, drain; options.go, metrics.go
//   - conn.go       one connection: the loop and the flags of error recovery
//   - startup.go    encryption declined, login, what is sent before the first query;
//     startup_message.go decodes the start-up packet
//   - frame.go      bytes to messages, bounded; message.go the types a client may
//     send and the check of each body; cursor.go walks a body
//   - dispatch.go   message to method; simple.go Query; extended.go Parse, Bind,
//     Describe, Execute, Close
//   - rows.go       results to messages; copy.go COPY; buffer.go messages to bytes
//   - cancel.go     cancel requests, and the context they end
//   - notify.go     notifications, when the client can take them
//   - disconnect.go a client that left while its statement runs
//   - errors.go     any error to one ErrorResponse
//
// DESIGN.md has the states of a connection and what happens after an error.
//
// # Life of a connection
//
//  1. Server.accept takes it and counts it; beyond twice MaxConnections it is
//     closed at once.
//  2. conn.login declines encryption and reads the StartupMessage, all within
//     LoginTimeout. A CancelRequest is carried out and never answered.
//  3. backends.add gives it one of MaxConnections places, a process id and a
//     secret key; Opener.Open its session.
//  4. conn.loop reads a frame, checks it, makes one call to the session and
//     sends what comes of it; results go out when the buffer is full, at Flush
//     and with ReadyForQuery.
//  5. It ends with Terminate, the end of the stream, a FATAL error, a panic, or
//     the end of the server; the session is closed in each case.
//
// # Differences from PostgreSQL
//
//   - A message beyond MaxMessage (64 MiB) or of an impossible length gets a
//     FATAL error before the connection is closed; PostgreSQL only logs it.
//   - FunctionCall is refused with 0A000.
//   - A result format that is neither text nor binary is refused by Bind, not
//     by Execute.
//   - There is no TLS, GSSAPI or password: clients of this machine are trusted,
//     others get 28000.
//   - ErrorResponse has no file, line and routine.
//
// # When a client misbehaves
//
// Write the conversation into testdata and run the test with WIRE_POSTGRES set
// to the address of a PostgreSQL: it plays the same file there.
package wire
