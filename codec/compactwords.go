package codec

import "strings"

// CompactDictionary is the version of compactWords. Values name words by
// their letter only, so a table keeps the version under which it is written.
const CompactDictionary = 1

// compactWords are the words that the compact encoding writes as one letter,
// in the order of a-z and A-Z. Status words, booleans, log levels and the
// methods of HTTP.
var compactWords = strings.Fields(`
	active blocked completed disabled enabled false guest hidden inactive rejected ok locked member
	no on pending queued running success true unknown verified warning failed yes none
	approved debug critical DELETE error off GET HEAD info archived cancelled deleted admin
	new OPTIONS POST published draft PATCH trace PUT open warn closed user processing`)

const wordLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

var letterOf = func() map[string]string {
	letters := make(map[string]string, len(compactWords))
	for i, word := range compactWords {
		letters[word] = wordLetters[i : i+1]
	}
	return letters
}()

func wordLetter(text string) (string, bool) {
	letter, ok := letterOf[text]
	return letter, ok
}

func letterWord(rest string) (string, bool) {
	i := strings.Index(wordLetters, rest)
	if len(rest) != 1 || i < 0 {
		return "", false
	}
	return compactWords[i], true
}
