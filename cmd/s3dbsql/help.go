package main

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/s3dbsql/s3dbsql/internal/config"
)

// usage is the answer to `s3dbsql` and `s3dbsql help`.
func usage(out io.Writer) {
	fmt.Fprint(out, "s3dbsql is a PostgreSQL server that keeps its tables as objects in an S3 bucket.\n\n")
	for _, c := range commands() {
		fmt.Fprintf(out, "  %s\n        %s\n", c.usage(), c.help)
	}
	fmt.Fprint(out, `
Each explains itself with --help. Start a server on the embedded store, which
needs no S3, and talk to it:

  s3dbsql serve --store file:./s3dbsql-data
  psql -h 127.0.0.1 postgres
`)
}

func (c *command) usage() string { return strings.TrimSpace("s3dbsql " + c.name + " " + c.args) }

const serveHelp = `
Tables lie in the bucket of --store:

  memory:                                      this process; gone when it ends
  file:PATH                                    a folder on this machine, one server at a time
  s3://BUCKET/prefix?region=REGION             Amazon S3 with the keys of the environment,
                                               the shared files or the machine's role
  s3://KEY:SECRET@BUCKET/prefix?region=REGION  Amazon S3
  http://KEY:SECRET@HOST:PORT/BUCKET/prefix    any other store that speaks S3; https:// too

The bucket must exist. In keys, secrets and names everything but letters and
digits is percent-encoded (/ is %2F). Better than on the command line, where
every user of the machine can read it, a URL with a secret stands in the
environment variable S3DBSQL_STORE, and the passphrase in a file.

SIGTERM and SIGINT end the server: running statements have a few seconds, what
was committed becomes objects, and what does not in time the next start applies.
`

const checkHelp = `
It writes, reads, lists and deletes a few dozen small objects under
s3dbsql/probe/ and says what the store keeps. A store that cannot hold a
database is refused with the reason and exit code 1.
`

const fsckHelp = `
All databases are checked if none is named: that every record can be read, that
it has the references its values ask for and no others, that the journal is
whole, and that s3db.json and catalog.json agree. Writes of foreign clients
into tables with external_writers = off are found by their stamps.

Without --repair nothing is written, and on S3 it may run beside a server. With
it the databases are opened as a server does, so none may run. References are
made to agree with records; foreign writes are taken over and noted under
s3dbsql/conflicts/; resources that s3db.json has lost are put back. A record
that cannot be read stays as it is.

Exit codes: 0 nothing was wrong, 1 all of it was repaired, 2 something is left,
8 the check could not be done.
`

const listHelp = `
DATABASE is postgres if it is not given. Nothing is written. It runs beside a
server on S3; the folder of a file: store belongs to one process at a time.

Records are shown with their fields decoded, and with the journal entry that
wrote them. "owed" marks what was committed and is not yet an object.
`

// serving are the settings that only a server has a use for.
var serving = map[string]bool{
	"listen": true, "log-level": true, "max-connections": true, "login-timeout": true, "query-memory": true, "row-cache": true,
	"retention": true, "keeper-interval": true, "lease": true, "synchronous-apply": true, "passphrase": true,
	"passphrase-file": true,
}

// commandHelp explains one command.
func commandHelp(out io.Writer, c *command, fs *flag.FlagSet) {
	fmt.Fprintf(out, "%s\n\n%s.\n%s", c.usage(), strings.ToUpper(c.help[:1])+c.help[1:], c.more)
	fs.VisitAll(func(f *flag.Flag) {
		if c.name != "serve" && serving[f.Name] {
			return
		}
		fmt.Fprint(out, "\n", flagHelp(f))
	})
	if c.more != "" {
		fmt.Fprintf(out, "\nThe environment variable of a setting is %s, a line of the YAML file\nNAME: VALUE. A flag goes before the environment, and that before the file.\n",
			config.EnvName("name"))
	}
}

// flagHelp is one flag with its default and what it means.
func flagHelp(f *flag.Flag) string {
	kind, text := flag.UnquoteUsage(f)
	if f.DefValue != "" {
		text += " (default " + f.DefValue + ")"
	}
	return fmt.Sprintf("  --%s\n        %s\n", strings.TrimSpace(f.Name+" "+kind), text)
}
