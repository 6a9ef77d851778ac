package config

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// ReadPassphrase puts the text of PassphraseFile, if one is named, into
// Passphrase. No error shows the text.
func (s *Settings) ReadPassphrase() error {
	if s.PassphraseFile == "" {
		return nil
	}
	text, err := os.ReadFile(s.PassphraseFile)
	if err != nil {
		return fmt.Errorf("passphrase-file: %w", err)
	}
	s.Passphrase = strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r")
	if s.Passphrase == "" {
		return errors.New("passphrase-file " + s.PassphraseFile + " is empty")
	}
	return nil
}
