package engine

import (
	"strconv"
	"strings"
)

// batchID names a batch: the number it goes to, and random digits. Its bytes
// go to no other number, so once that is occupied by another batch it can
// never commit, and its parts are garbage.
func batchID(position uint64, random string) string {
	return strconv.FormatUint(position, 10) + "-" + random
}

// numberOf undoes batchID.
func numberOf(batch string) (position uint64, ok bool) {
	number, _, ok := strings.Cut(batch, "-")
	position, err := strconv.ParseUint(number, 10, 64)
	return position, ok && err == nil
}
