// Command bench measures the server and s3db.js side by side: the same
// operations, over the same S3 server, each behind a tap that counts requests
// and adds latency.
//
//	main.go         flags; loads, measures, reports
//	operation.go    what is measured
//	call.go         one operation with its rows and ids, as both sides get it
//	measure.go      runs an operation: its time, its requests by purpose
//	ours.go         bin/s3dbsql in a process of its own, through pgx
//	peer.go         s3db.js in a process of its own, peer.mjs
//	baseline.go     what s3db.js 10 asked for the same, measured earlier
//	claim.go        what must hold, and whether it does
//	report.go       the tables
//	machine.go      where all this ran
//
// `make bench` starts the S3 server and runs it.
package main
