//! The names that are never given out, each list with the reason.
//!
//! For any other name in a document, generated code names the items of the runtime and of other crates by
//! path.

/// Types, traits and variants of the prelude. A type of such a name would replace it wherever a module
/// is imported as a whole: `use my_crate::v1::*`. `Debug` and `Hash` are derived by generated code, which
/// rustc can't resolve beside imported types of these names.
pub const TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// The module of the hand-written code.
pub const CODE_MODULE: &str = "code";

/// The names of files that Windows reserves for devices, in every folder and with every extension.
pub const DEVICES: &[&str] = &[
    "aux", "con", "nul", "prn", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The modules and features that every generated crate has.
pub const MODULES: &[&str] = &[
    "runtime",
    "client",
    "bytes",
    "http",
    "jiff",
    "secrecy",
    "serde_json",
    "url",
    "sid",
    "lib",
    "guide",
    "testing",
    "reqwest",
    "blocking",
    "gzip",
    "hyper",
    "oauth2",
    "tower",
    "tracing",
    "webhooks",
];

/// The methods that a client has already: private ones, and those of traits too.
pub const CLIENT: &[&str] = &[
    "account_sid",
    "builder",
    "builder_from_env",
    "call",
    "clone",
    "default",
    "from_env",
    "into",
    "new",
    "request",
    "try_into",
];

/// The names that the type with a module's resources has already.
pub const ACCESSORS: &[&str] = &[
    "new",
    "client",
    "clone",
    "into",
    "try_into",
    "error_code",
    "examples",
    "types",
    "unreferenced",
    "mod",
];

/// The methods that a resource's type has already: those of traits too, which take precedence where they
/// take `self`, and one that clippy mistakes for such a method.
pub const METHODS: &[&str] = &["new", "clone", "client", "into", "try_into", "cmp"];

/// The methods of every call, whose names no setter can take.
pub const SETTERS: &[&str] = &[
    "new",
    "clone",
    "into",
    "send",
    "send_with_response",
    "send_blocking",
    "send_with_response_blocking",
    "download",
    "download_blocking",
    "request",
    "timeout",
    "attempt_timeout",
    "retry",
    "no_retry",
    "idempotent",
    "operation",
    "client",
    "items",
    "pages",
    "stream",
    "stream_blocking",
    "wait_until",
    "wait_until_done",
    "strict",
    "unchecked",
    "header",
    "oauth2",
    "provided_by",
    "with_header",
    "with_query",
    "with_base_url",
    "with_server",
    "with_server_variable",
    "with_credentials",
    "with_idempotency_key",
];

/// Names that setters can't have because the type has them already.
pub const FIELDS: &[&str] = &["new", "check"];

/// The existing constructors of `Credentials` and names of their environment variables, and names that
/// clippy takes for functions of traits.
pub const CREDENTIALS: &[&str] = &[
    "account",
    "and",
    "basic",
    "bearer",
    "clone",
    "cookie",
    "credentials",
    "for_account",
    "from",
    "from_iter",
    "from_str",
    "header",
    "into",
    "new",
    "oauth2",
    "password",
    "provided_by",
    "query",
    "token",
    "username",
];
