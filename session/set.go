package session

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// set changes a setting, whichever way it was asked for.
func (s *Session) set(name, value string, local bool) error {
	canonical, err := s.vars.canonical(name, value)
	if err != nil {
		return err
	}
	key := strings.ToLower(name)
	if strings.HasSuffix(key, "transaction_isolation") {
		if err := checkIsolation(canonical); err != nil {
			return err
		}
	}
	if transactional[key] {
		if err := s.settled(key, canonical); err != nil {
			return err
		}
		local = true
	}
	s.vars.put(key, canonical, local)
	s.restyle()
	return nil
}

// runSet runs SET name TO values.
func (s *Session) runSet(c *parser.Set, w Writer) (*result, error) {
	if c.Local && s.txn.state != inBlock {
		if err := s.warnOutside(w, "SET LOCAL"); err != nil {
			return nil, err
		}
	}
	if c.Default {
		value, ok := s.vars.reset(strings.ToLower(c.Name))
		if !ok {
			return done("SET"), s.vars.Reset(c.Name)
		}
		return done("SET"), s.set(c.Name, value, c.Local)
	}
	value, err := s.setValue(c)
	if err != nil {
		return nil, err
	}
	return done("SET"), s.set(c.Name, value, c.Local)
}

// listSettings take several values; each is kept as an identifier.
var listSettings = []string{"search_path", "temp_tablespaces", "session_preload_libraries", "local_preload_libraries"}

// setValue is what was written behind TO, as one text.
func (s *Session) setValue(c *parser.Set) (string, error) {
	key := strings.ToLower(c.Name)
	list := slices.Contains(listSettings, key)
	words := make([]string, len(c.Values))
	for i, v := range c.Values {
		word, err := setWord(key, v)
		if err != nil {
			return "", err
		}
		if list {
			word = parser.QuoteIdent(word)
		}
		words[i] = word
	}
	if len(words) > 1 && !list && key != "datestyle" {
		return "", pgerr.Newf(pgerr.InvalidParameterValue, "SET %s takes only one argument", c.Name)
	}
	return strings.Join(words, ", "), nil
}

// setWord is one value; a time zone may be an interval.
func setWord(key string, v parser.Expr) (string, error) {
	if c, ok := v.(*parser.Cast); ok && key == "timezone" {
		if lit, ok := c.Arg.(*parser.Literal); ok {
			return zoneOfInterval(lit.Text)
		}
	}
	lit, ok := v.(*parser.Literal)
	if !ok {
		return "", pgerr.Newf(pgerr.SyntaxError, "invalid value for parameter %q", key)
	}
	if key == "timezone" && (strings.EqualFold(lit.Text, "local") || strings.EqualFold(lit.Text, "default")) {
		return settingsByName[key].Default, nil
	}
	return lit.Text, nil
}

// runReset runs RESET and RESET ALL.
func (s *Session) runReset(c *parser.Reset) (*result, error) {
	defer s.restyle()
	if c.Name == "" {
		s.vars.ResetAll()
		return done("RESET"), nil
	}
	return done("RESET"), s.vars.Reset(c.Name)
}

// runShow runs SHOW.
func (s *Session) runShow(c *parser.Show) (*result, error) {
	if strings.EqualFold(c.Name, "all") {
		return s.showAll(), nil
	}
	value, err := s.vars.Get(c.Name)
	if err != nil {
		return nil, err
	}
	return texts("SHOW", []string{shownName(c.Name)}, []string{value}), nil
}

// shownName is a setting's own spelling.
func shownName(name string) string {
	if setting := settingsByName[strings.ToLower(name)]; setting != nil {
		return setting.Name
	}
	return name
}

var showAllColumns = []string{"name", "setting", "description"}

func (s *Session) showAll() *result {
	var rows [][]string
	for _, name := range s.vars.names() {
		value, _ := s.vars.Get(name)
		help := ""
		if setting := settingsByName[strings.ToLower(name)]; setting != nil {
			help = setting.Help
		}
		rows = append(rows, []string{name, value, help})
	}
	return texts("SHOW", showAllColumns, rows...)
}
