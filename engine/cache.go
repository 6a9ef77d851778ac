package engine

import "sync"

// cache keeps objects of rows as they were read, so that the next statement
// needs no request for them. An object stays until an entry touches its row:
// from then on the overlay tells, and once that has let the entry go the
// object is read anew. So what is cached is what a GET would find, as far as
// the journal is known. A row that foreign clients may write counts only if a
// listing shows that its object is the same.
//
// Rows not used lately go first: there are two generations, and when the
// younger one is full it becomes the older, which is forgotten.
type cache struct {
	budget int // bytes of one generation, about

	mu      sync.Mutex
	younger map[rowKey]*cached
	older   map[rowKey]*cached
	size    int // of younger
}

type rowKey struct{ resource, id string }

// cached is a place in the cache: of an object, or of one on its way.
type cached struct {
	rel *relation // by which the object was decoded
	o   *stored   // nil while it is being read
}

func newCache(bytes int) *cache {
	return &cache{budget: bytes / 2, younger: map[rowKey]*cached{}}
}

// get returns the object of a row, nil if it is not there.
func (c *cache) get(rel *relation, id string) *stored {
	c.mu.Lock()
	defer c.mu.Unlock()
	k := rowKey{rel.resource.Name, id}
	e := c.younger[k]
	if e == nil {
		if e = c.older[k]; e == nil || e.o == nil {
			return nil
		}
		delete(c.older, k)
		c.add(k, e)
	}
	if e.rel != rel {
		return nil
	}
	return e.o
}

// reserve makes a place for an object that is going to be read.
func (c *cache) reserve(rel *relation, id string) *cached {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := &cached{rel: rel}
	c.remove(rowKey{rel.resource.Name, id})
	c.younger[rowKey{rel.resource.Name, id}] = e
	return e
}

// fill puts an object into its place, unless an entry has touched the row
// since the place was made. A row that is not there gives its place up, and so
// does what a foreign client wrote where none should, or just now.
func (c *cache) fill(e *cached, id string, o *stored) {
	if e == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	k := rowKey{e.rel.resource.Name, id}
	if c.younger[k] != e {
		return
	}
	external := e.rel.table.Options.ExternalWriters
	if o == nil || o.image.IsZero() || o.foreign && !external || external && !o.settled {
		delete(c.younger, k)
		return
	}
	e.o = o
	c.add(k, e)
}

// bytes is about how much memory a place takes.
func (e *cached) bytes(id string) int {
	if e.o == nil {
		return 0 // it is counted when it is filled
	}
	return entryOverhead + len(id) + len(e.o.image.Data)
}

// add puts a place into the younger generation. c.mu is held.
func (c *cache) add(k rowKey, e *cached) {
	c.younger[k] = e
	c.size += e.bytes(k.id)
	if c.size > c.budget {
		c.older, c.younger, c.size = c.younger, map[rowKey]*cached{}, 0
	}
}

// entryOverhead is about how many bytes a place takes beside its texts.
const entryOverhead = 300

// drop takes a row out.
func (c *cache) drop(resource, id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(rowKey{resource, id})
}

func (c *cache) remove(k rowKey) {
	if e := c.younger[k]; e != nil {
		c.size -= e.bytes(k.id)
		delete(c.younger, k)
	}
	delete(c.older, k)
}

// clear takes everything out.
func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.older, c.younger, c.size = nil, map[rowKey]*cached{}, 0
}
