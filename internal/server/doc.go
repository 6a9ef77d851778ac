// Package server builds a running server out of settings: it opens and probes
// the store, puts the wrappers around it, knows the databases of the cluster
// and gives each client a session of one.
//
//   - server.go    Server: New, Run, Close
//   - store.go     the bucket of a store URL, wrapped and probed
//   - listen.go    the address to accept connections on
//   - cluster.go   cluster.json, the list of databases
//   - registry.go  databases, opened when first asked for
//   - sessions.go  what a connection gets; what SQL may ask of the server
package server
