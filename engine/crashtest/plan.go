package crashtest

import (
	"fmt"
	"math/rand/v2"
)

// change is one transaction: rows written anew or over, and rows deleted. A
// client changes its own rows only, so that the order of its transactions is
// the order of their versions.
type change struct {
	Client  int
	Number  int
	Puts    []row
	Deletes []row
}

func (c *change) name() string { return fmt.Sprintf("%d.%d", c.Client, c.Number) }

var regions = []string{"north", "south", "east", "west"}

// next draws the following transaction of a client from what it has: two new
// accounts and an entry at least, and often an account that moves to another
// region and an old entry that goes.
func next(r *rand.Rand, client, number int, own []row) *change {
	c := &change{Client: client, Number: number}
	for i := range 2 {
		c.Puts = append(c.Puts, row{"account", fmt.Sprintf("a%d-%d-%d", client, number, i), regions[r.IntN(4)], int64(r.IntN(1000))})
	}
	c.Puts = append(c.Puts, row{"entry", fmt.Sprintf("e%d-%d", client, number), c.Puts[0].ID, int64(number)})
	if len(own) == 0 {
		return c
	}
	old := own[r.IntN(len(own))]
	switch r.IntN(3) {
	case 0:
		c.Deletes = append(c.Deletes, old)
	case 1:
		old.Region, old.Amount = regions[r.IntN(4)], old.Amount+1
		c.Puts = append(c.Puts, old)
	}
	return c
}
