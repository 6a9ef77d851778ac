package version

import "runtime/debug"

// PostgreSQL is the server version reported to clients; its major part is the
// SQL version that this program follows.
const PostgreSQL = "15.18"

// Version is set by the linker (-X) for releases.
var Version = "dev"

// String is the version line of `s3dbsql version`: version, revision, Go.
func String() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "s3dbsql " + Version
	}
	return "s3dbsql " + Version + revision(info) + " (" + info.GoVersion + "), SQL of PostgreSQL " + PostgreSQL
}

func revision(info *debug.BuildInfo) string {
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return " " + s.Value[:12]
		}
	}
	return ""
}
