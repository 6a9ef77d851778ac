package main

import "fmt"

// Rows that the tables are loaded with.
const (
	bigRows    = 10_000 // big: what is listed, counted, filtered
	smallRows  = 1_000  // small: what is listed whole
	peopleRows = 1_500  // people: rows to change and delete, each once
)

// operation is one line of the report.
type operation struct {
	name  string
	times int // calls in a run, one after the other
	rows  int // that a call touches or returns
	call  func(n *numbers) call
}

// numbers hands out rows: new ones to insert, stored ones to change, so that
// no call meets a row that another has touched.
type numbers struct{ fresh, used int }

func (n *numbers) new(count int) []row {
	n.fresh += count
	return newRows("n", n.fresh-count, n.fresh)
}

func (n *numbers) old(count int) []string {
	ids := make([]string, count)
	for i := range ids {
		ids[i] = stored(n.used % peopleRows)
		n.used++
	}
	return ids
}

const (
	bulk    = 1000
	clients = 32
	atOnce  = 5 * clients
)

// operations are measured in this order.
var operations = []operation{
	{"insert (no partition)", 10, 1, func(n *numbers) call { return call{Op: "insert", Table: "plain", Rows: n.new(1)} }},
	{"insert", 10, 1, func(n *numbers) call { return call{Op: "insert", Table: "people", Rows: n.new(1)} }},
	{fmt.Sprintf("insert by %d clients (no partition)", clients), 1, atOnce, func(n *numbers) call {
		return call{Op: "insertAtOnce", Table: "plain", Rows: n.new(atOnce), Clients: clients}
	}},
	{fmt.Sprintf("insert by %d clients", clients), 1, atOnce, func(n *numbers) call {
		return call{Op: "insertAtOnce", Table: "people", Rows: n.new(atOnce), Clients: clients}
	}},
	{"bulk insert of 1,000", 1, bulk, func(n *numbers) call { return call{Op: "insertMany", Table: "people", Rows: n.new(bulk)} }},
	{"get", 10, 1, func(n *numbers) call {
		return call{Op: "get", Table: "big", IDs: []string{stored(37 * n.fresh % bigRows)}}
	}},
	{"getMany 100", 1, 100, func(*numbers) call { return call{Op: "getMany", Table: "big", IDs: spread(100)} }},
	{"list of 1,000", 1, smallRows, func(*numbers) call { return call{Op: "list", Table: "small", Limit: smallRows} }},
	{"list of 10,000", 1, bigRows, func(*numbers) call { return call{Op: "list", Table: "big", Limit: bigRows} }},
	{"partition, 1,000 of 10,000", 1, bigRows / 10, func(*numbers) call { return call{Op: "partition", Table: "big", City: "Porto"} }},
	{"count of 10,000", 1, bigRows, func(*numbers) call { return call{Op: "count", Table: "big"} }},
	{"filter over 10,000", 1, bigRows / 100, func(*numbers) call { return call{Op: "filter", Table: "big", Age: 42, Limit: bigRows} }},
	{"update (other attribute)", 10, 1, func(n *numbers) call { return call{Op: "update", Table: "people", IDs: n.old(1), Age: 7} }},
	{"update (partition attribute)", 10, 1, func(n *numbers) call { return call{Op: "move", Table: "people", IDs: n.old(1), City: "Tomar"} }},
	{"delete", 10, 1, func(n *numbers) call { return call{Op: "delete", Table: "people", IDs: n.old(1)} }},
	{fmt.Sprintf("delete by %d clients", clients), 1, atOnce, func(n *numbers) call {
		return call{Op: "deleteAtOnce", Table: "people", IDs: n.old(atOnce), Clients: clients}
	}},
}

// spread returns ids from all over the big table.
func spread(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = stored(91 * i % bigRows)
	}
	return ids
}
