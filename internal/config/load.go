package config

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"gopkg.in/yaml.v3"
)

// EnvPrefix begins the environment variable of every setting.
const EnvPrefix = "S3DBSQL_"

// EnvName is the environment variable of a setting: max-connections is
// S3DBSQL_MAX_CONNECTIONS.
func EnvName(setting string) string {
	return EnvPrefix + strings.ToUpper(strings.ReplaceAll(setting, "-", "_"))
}

// Load parses args into fs, which holds the flags of Settings.Flags and
// perhaps more, and fills what args leave out from the environment and then
// from the YAML file named by --config or S3DBSQL_CONFIG.
func Load(fs *flag.FlagSet, args []string, getenv func(string) string) error {
	file := fs.String("config", "", "YAML `file` with any of these settings by name")
	if err := fs.Parse(args); err != nil {
		return err
	}
	given := map[string]bool{}
	fs.Visit(func(f *flag.Flag) { given[f.Name] = true })
	if err := fromEnv(fs, given, getenv); err != nil {
		return err
	}
	if *file == "" {
		return nil
	}
	return fromFile(fs, given, *file)
}

func fromEnv(fs *flag.FlagSet, given map[string]bool, getenv func(string) string) error {
	var failed error
	fs.VisitAll(func(f *flag.Flag) {
		value := getenv(EnvName(f.Name))
		if given[f.Name] || value == "" || failed != nil {
			return
		}
		given[f.Name] = true
		if err := f.Value.Set(value); err != nil {
			failed = fmt.Errorf("environment variable %s: %w", EnvName(f.Name), err)
		}
	})
	return failed
}

func fromFile(fs *flag.FlagSet, given map[string]bool, path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("settings file: %w", err)
	}
	var values map[string]string
	if err := yaml.Unmarshal(text, &values); err != nil {
		return fmt.Errorf("settings file %s: %w", path, err)
	}
	for name, value := range values {
		f := fs.Lookup(name)
		if f == nil {
			return fmt.Errorf("settings file %s: unknown setting %q", path, name)
		}
		if given[name] {
			continue
		}
		if err := f.Value.Set(value); err != nil {
			return fmt.Errorf("settings file %s: %s: %w", path, name, err)
		}
	}
	return nil
}
