package mem

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/storage"
)

const chunkSize = 512 // objects of a full chunk, which is then halved

// chunks is an ordered map: a B-tree of two levels. Each chunk is sorted and
// none is empty; every key of a chunk is less than those of the next one.
type chunks [][]*storage.Object

// find returns where key is or belongs: chunk, place in it, and whether it is
// there. On an empty map the chunk is 0.
func (c chunks) find(key string) (int, int, bool) {
	i, exact := slices.BinarySearchFunc(c, key, func(chunk []*storage.Object, key string) int {
		return strings.Compare(chunk[0].Key, key)
	})
	if exact {
		return i, 0, true
	}
	if i == 0 {
		return 0, 0, false
	}
	j, found := slices.BinarySearchFunc(c[i-1], key, func(o *storage.Object, key string) int {
		return strings.Compare(o.Key, key)
	})
	return i - 1, j, found
}

// get returns the object under key, nil if there is none.
func (c chunks) get(key string) *storage.Object {
	if i, j, found := c.find(key); found {
		return c[i][j]
	}
	return nil
}

// set stores obj under its key.
func (c *chunks) set(obj *storage.Object) {
	if len(*c) == 0 {
		*c = chunks{{obj}}
		return
	}
	i, j, found := c.find(obj.Key)
	if found {
		(*c)[i][j] = obj
		return
	}
	(*c)[i] = slices.Insert((*c)[i], j, obj)
	if len((*c)[i]) == chunkSize {
		c.split(i)
	}
}

func (c *chunks) split(i int) {
	chunk := (*c)[i]
	right := slices.Clone(chunk[chunkSize/2:])
	clear(chunk[chunkSize/2:])
	(*c)[i] = chunk[:chunkSize/2]
	*c = slices.Insert(*c, i+1, right)
}

// remove drops the object under key, if there is one.
func (c *chunks) remove(key string) {
	i, j, found := c.find(key)
	if !found {
		return
	}
	(*c)[i] = slices.Delete((*c)[i], j, j+1)
	if len((*c)[i]) == 0 {
		*c = slices.Delete(*c, i, i+1)
	}
}

// cursor is a rules.Cursor over chunks that do not change meanwhile.
type cursor struct {
	chunks      chunks
	chunk, item int
}

func (c *cursor) Seek(key string) (storage.Info, bool) {
	c.chunk, c.item, _ = c.chunks.find(key)
	return c.current()
}

func (c *cursor) Next() (storage.Info, bool) {
	c.item++
	return c.current()
}

func (c *cursor) current() (storage.Info, bool) {
	if c.chunk < len(c.chunks) && c.item == len(c.chunks[c.chunk]) {
		c.chunk, c.item = c.chunk+1, 0
	}
	if c.chunk == len(c.chunks) {
		return storage.Info{}, false
	}
	return c.chunks[c.chunk][c.item].Info, true
}
