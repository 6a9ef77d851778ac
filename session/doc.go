// Package session is one client's state between wire above and planner,
// executor and engine below: settings, prepared statements, portals and the
// transaction. One goroutine drives a session; it has no locks of its own.
package session
