package engine

// rules are the safeguards of DESIGN.md that a test can switch off, to show
// that it would notice. Outside of tests all are on.
type rules struct {
	ownBatch    bool // a 412 on a journal PUT may be our own success: compare batch ids
	resend      bool // unknown outcome: same bytes to the same number until it is occupied
	withinBatch bool // validate against the transactions before it in the batch
	expiry      bool // every write of the keeper is signed to expire
	staleProof  bool // an old proof of the head is checked against the boundary
	absent      bool // a point read that finds nothing looks at the journal again
	portion     bool // a portion of a scan looks at the journal again
	bothStamps  bool // metadata and body must agree on the position
	boundary    bool // an answer after half the retention reads the boundary before it counts
	floors      bool // rows at or under a floor are gone
	forget      bool // an entry takes the rows that it touches out of the cache
	pins        bool // entries stay in memory while a snapshot needs them
}

func allRules() *rules {
	return &rules{true, true, true, true, true, true, true, true, true, true, true, true}
}
