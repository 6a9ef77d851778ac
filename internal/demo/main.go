package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
)

// Rows of each table.
const (
	customerRows = 500
	productRows  = 60
	orderRows    = 20_000
)

// schema makes the tables. The partition of orders is what an index is here:
// references that can be listed by country and day.
const schema = `\set ON_ERROR_STOP on
DROP TABLE IF EXISTS orders, products, customers;
CREATE TABLE customers (
  id int PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL,
  country text NOT NULL
);
CREATE TABLE products (
  id int PRIMARY KEY,
  name text NOT NULL,
  category text NOT NULL,
  price numeric(8,2) NOT NULL CHECK (price > 0)
);
CREATE TABLE orders (
  id int PRIMARY KEY,
  customer_id int NOT NULL,
  product_id int NOT NULL,
  quantity int NOT NULL,
  country text NOT NULL,
  ordered_on date NOT NULL
);
CREATE INDEX by_country ON orders (country);
`

func main() {
	out := bufio.NewWriter(os.Stdout)
	if err := write(out); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

// write puts the whole script into out and flushes it.
func write(out *bufio.Writer) error {
	s := newShop(rand.New(rand.NewPCG(2024, 7)))
	_, _ = io.WriteString(out, schema)
	block(out, "customers", customerRows, s.customer)
	block(out, "products", productRows, s.product)
	block(out, "orders", orderRows, s.order)
	return out.Flush()
}

// block writes one COPY with the lines of row(1) to row(n). The writer keeps
// its first error for Flush.
func block(out *bufio.Writer, table string, n int, row func(id int) string) {
	fmt.Fprintf(out, "COPY %s FROM STDIN;\n", table)
	for id := 1; id <= n; id++ {
		_, _ = out.WriteString(row(id))
	}
	_, _ = out.WriteString("\\.\n")
}
