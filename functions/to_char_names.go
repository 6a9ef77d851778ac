package functions

import (
	"fmt"
	"strings"
	"time"
)

func (f *formatFields) meridiem(key string) string {
	letter := "a"
	if f.hour%24 >= 12 {
		letter = "p"
	}
	return likeKey(key, letter, "m")
}

func (f *formatFields) era(key string) string {
	if f.year <= 0 {
		return likeKey(key, "b", "c")
	}
	return likeKey(key, "a", "d")
}

// likeKey writes two letters in the case and with the points of the field.
func likeKey(key, first, second string) string {
	s := first + second
	if strings.Contains(key, ".") {
		s = first + "." + second + "."
	}
	if key[0] < 'a' {
		return strings.ToUpper(s)
	}
	return s
}

// name is a month or day in the case of the field, MONTH and DAY padded to the
// longest one.
func (f *formatFields) name(node *formatNode, key string) string {
	var name string
	switch key {
	case "MONTH", "MON":
		name = time.Month(f.month).String()
	default:
		name = f.date.Weekday().String()
	}
	if key == "MON" || key == "DY" {
		name = name[:3]
	}
	switch {
	case node.key[0] >= 'a':
		name = strings.ToLower(name)
	case node.key[1] < 'a':
		name = strings.ToUpper(name)
	}
	if node.fill || node.local || key == "MON" || key == "DY" {
		return name
	}
	return fmt.Sprintf("%-9s", name)
}

var romanMonths = strings.Fields("I II III IV V VI VII VIII IX X XI XII")

func (f *formatFields) roman(node *formatNode) string {
	if f.month == 0 {
		if f.year == 0 {
			return ""
		}
		if f.year < 0 {
			return f.romanText(node, "I")
		}
		return f.romanText(node, "XII")
	}
	month := f.month
	if month < 0 {
		month += 13 // -1 is the last
	}
	return f.romanText(node, romanMonths[month-1])
}

func (f *formatFields) romanText(node *formatNode, text string) string {
	if node.key == "rm" {
		text = strings.ToLower(text)
	}
	if node.fill {
		return text
	}
	return fmt.Sprintf("%-4s", text)
}

func (f *formatFields) offset(node *formatNode) string {
	width := 2
	if node.fill {
		width = 0
	}
	text := fmt.Sprintf("%c%0*d", sign(f.east), width, abs(f.east)/3600)
	if minutes := abs(f.east) / 60 % 60; minutes != 0 {
		text += fmt.Sprintf(":%02d", minutes)
	}
	return text
}

func sign(n int64) byte {
	if n < 0 {
		return '-'
	}
	return '+'
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// ordinalOf is the ending of an ordinal number in the case of suffix, "" where
// none is wanted.
func ordinalOf(n int64, suffix string) string {
	if suffix == "" {
		return ""
	}
	ending := "th"
	if n = abs(n); n/10%10 != 1 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	if suffix == "TH" {
		return strings.ToUpper(ending)
	}
	return ending
}
