//! A recorder of `tracing` output for the tests of this crate.

use std::cell::RefCell;
use std::fmt;
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

thread_local! {
    /// The fields of the spans and events of this thread, while it records.
    static FIELDS: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Runs `action` and returns the fields of all spans and events of the runtime on this thread, each as `name=value`.
///
/// The subscriber is the same for the whole process. Whether a span or event is of interest is stored once for all
/// threads, so with a subscriber for each test, a test without one could turn it off for the others.
pub(crate) fn traces_of(action: impl FnOnce()) -> Vec<String> {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        tracing::subscriber::set_global_default(Recorder).expect("no other global subscriber");
    });
    // Another thread may have stored its interest during the installation.
    tracing::callsite::rebuild_interest_cache();
    FIELDS.set(Some(Vec::new()));
    action();
    FIELDS.take().unwrap_or_default()
}

struct Recorder;

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("sdksmith_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Fields);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Fields);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Appends fields to those of the current thread.
struct Fields;

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let text = format!("{field}={value:?}");
        FIELDS.with_borrow_mut(|fields| {
            fields
                .iter_mut()
                .for_each(|fields| fields.push(text.clone()))
        });
    }
}
