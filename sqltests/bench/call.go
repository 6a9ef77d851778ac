package main

import "fmt"

// row is one row of the tables, as s3db.js takes it.
type row struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Email  string `json:"email"`
	Age    int    `json:"age"`
	City   string `json:"city"`
	Active bool   `json:"active"`
}

// cities has the values of the partition.
var cities = []string{"Lisbon", "Porto", "Braga", "Coimbra", "Faro", "Evora", "Aveiro", "Viseu", "Setubal", "Sintra"}

func newRow(id string, i int) row {
	return row{id, fmt.Sprintf("Person %d", i), fmt.Sprintf("person.%d@example.com", i), i % 100, cities[i%len(cities)], i%2 == 0}
}

// stored is the id of the i-th row that a table is loaded with.
func stored(i int) string { return fmt.Sprintf("r%06d", i) }

// newRows makes rows from to to-1 with ids of a prefix.
func newRows(prefix string, from, to int) []row {
	var rows []row
	for i := from; i < to; i++ {
		rows = append(rows, newRow(fmt.Sprintf("%s%06d", prefix, i), i))
	}
	return rows
}

// call is one operation, as both sides are asked for it.
type call struct {
	Op      string   `json:"op"`
	Table   string   `json:"table"`
	Rows    []row    `json:"rows,omitempty"`
	IDs     []string `json:"ids,omitempty"`
	Limit   int      `json:"limit,omitempty"`
	Age     int      `json:"age,omitempty"`
	City    string   `json:"city,omitempty"`
	Clients int      `json:"clients,omitempty"`
}
