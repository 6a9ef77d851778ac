package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

var (
	firstNames = []string{"Ada", "Bruno", "Chen", "Dara", "Emeka", "Farah", "Goran", "Hana", "Ines", "João", "Kofi", "Lena"}
	lastNames  = []string{"Almeida", "Berg", "Castro", "Dubois", "Eze", "Fischer", "Garcia", "Huang", "Ito", "Jansen", "Kaya"}
	countries  = []string{"BR", "BR", "BR", "DE", "DE", "FR", "IN", "IN", "JP", "NG", "PT", "US", "US"}
	materials  = []string{"Oak", "Steel", "Linen", "Glass", "Cork", "Wool"}
	things     = []string{"lamp", "chair", "mug", "blanket", "shelf", "clock", "vase", "tray", "desk", "bowl"}
	categories = map[string]string{"lamp": "light", "clock": "light", "mug": "kitchen", "bowl": "kitchen", "tray": "kitchen"}
)

// firstDay is the day of the first order.
var firstDay = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

// shop makes rows; an order needs the country of its customer.
type shop struct {
	random  *rand.Rand
	country [customerRows + 1]string
}

func newShop(random *rand.Rand) *shop { return &shop{random: random} }

func (s *shop) customer(id int) string {
	first, last := pick(s.random, firstNames), pick(s.random, lastNames)
	s.country[id] = pick(s.random, countries)
	address := fmt.Sprintf("%s.%s.%d@example.com", strings.ToLower(first), strings.ToLower(last), id)
	return fmt.Sprintf("%d\t%s %s\t%s\t%s\n", id, first, last, address, s.country[id])
}

func (s *shop) product(id int) string {
	material, thing := materials[(id-1)%len(materials)], things[(id-1)/len(materials)]
	category := categories[thing]
	if category == "" {
		category = "home"
	}
	cents := 500 + s.random.IntN(24_500)
	return fmt.Sprintf("%d\t%s %s\t%s\t%d.%02d\n", id, material, thing, category, cents/100, cents%100)
}

// order is spread evenly over one year.
func (s *shop) order(id int) string {
	customer := 1 + s.random.IntN(customerRows)
	day := firstDay.AddDate(0, 0, (id-1)*365/orderRows)
	return fmt.Sprintf("%d\t%d\t%d\t%d\t%s\t%s\n", id, customer, 1+s.random.IntN(productRows),
		1+s.random.IntN(5), s.country[customer], day.Format(time.DateOnly))
}

func pick(random *rand.Rand, from []string) string { return from[random.IntN(len(from))] }
