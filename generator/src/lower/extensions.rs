//! The extensions that documents and overlays may carry. [`guide::extensions`](crate::guide::extensions) describes their forms.

/// At the document's root: a list of `{ code, name, summary }`. In a schema: keywords to codes.
pub(super) const ERROR_CODES: &str = "x-error-codes";

/// At an operation: the states in which the fetched object no longer changes.
pub(super) const WAIT: &str = "x-wait";

/// At an operation, or at the document's root: how lists continue.
pub(super) const PAGING: &str = "x-paging";

/// At an operation: the header of its idempotency key.
pub(super) const IDEMPOTENCY_KEY: &str = "x-idempotency-key";

/// At an operation: whether and how often it is repeated.
pub(super) const RETRIES: &str = "x-retries";

/// At an operation: the time limits of calls and attempts.
pub(super) const TIMEOUTS: &str = "x-timeouts";

/// At an operation or a media type: how a stream of events is requested and read.
pub(super) const EVENT_STREAM: &str = "x-event-stream";

/// At a server: its name, for which OpenAPI 3.2 has a field.
pub(super) const SERVER_NAME: &str = "x-server-name";

/// At a server: whether its host is fixed, regardless of the edge or region that the caller chooses.
pub(super) const FIXED_HOST: &str = "x-fixed-host";

/// In a component: the value of the discriminator that selects it.
pub(super) const MS_DISCRIMINATOR_VALUE: &str = "x-ms-discriminator-value";

/// In a schema with one value in `enum`: whether the value is fixed, as by `const` of OpenAPI 3.1.
pub(super) const FIXED_VALUE: &str = "x-stainless-const";

/// In a schema with `enum`: the names of the values, in their order.
pub(super) const ENUM_NAMES: [&str; 2] = ["x-enum-varnames", "x-enumNames"];
