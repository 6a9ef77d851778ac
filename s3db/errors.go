package s3db

import (
	"fmt"
)

// NotFoundError says that a record does not exist: s3db.js's NoSuchKey.
type NotFoundError struct{ Resource, ID string }

func (e *NotFoundError) Error() string {
	return fmt.Sprintf("resource %q has no record with id %q", e.Resource, e.ID)
}

// ExistsError says that a record of an id exists already.
type ExistsError struct{ Resource, ID string }

func (e *ExistsError) Error() string {
	return fmt.Sprintf("resource %q has a record with id %q already", e.Resource, e.ID)
}

// ResourceError says what is wrong with a resource or its use.
type ResourceError struct{ Resource, Reason string }

func (e *ResourceError) Error() string { return fmt.Sprintf("resource %q: %s", e.Resource, e.Reason) }

// PartitionError says what is wrong with a partition or its use.
type PartitionError struct{ Resource, Partition, Reason string }

func (e *PartitionError) Error() string {
	return fmt.Sprintf("partition %q of resource %q: %s", e.Partition, e.Resource, e.Reason)
}

// configError is the error of a Config.
func configError(format string, args ...any) error {
	return fmt.Errorf("definition of a resource: "+format, args...)
}
