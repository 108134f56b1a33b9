//! The facts of an operation about its attempts: `x-idempotency-key`, `x-retries` and `x-timeouts`.

use openapiv3::Operation as SourceOperation;
use serde_json::Value;

use crate::ir::{CallPolicy, Parameter, ParameterLocation};
use crate::lower::context::Lowering;
use crate::lower::extensions::{IDEMPOTENCY_KEY, RETRIES, TIMEOUTS};
use crate::lower::problem::LowerProblem;

use super::headers;
use super::source::OperationSource;

/// The header of the draft standard for idempotency keys. An operation that declares it supports it.
const STANDARD_KEY: &str = "Idempotency-Key";

/// Reads the facts of an operation about its attempts.
pub(super) fn call_policy(
    lowering: &mut Lowering<'_>,
    source: &OperationSource<'_>,
    parameters: &[Parameter],
) -> CallPolicy {
    let mut policy = CallPolicy::default();
    let mut read = |name: &'static str, problem: LowerProblem, read: Read| {
        let Some(value) = extension(source.operation, name) else {
            return;
        };
        match read(value, &policy) {
            Some(read) => policy = read,
            None => lowering.report(&source.location.join(name), problem),
        }
    };
    read(
        IDEMPOTENCY_KEY,
        LowerProblem::IdempotencyKeyForm,
        idempotency_key,
    );
    read(RETRIES, LowerProblem::RetriesForm, retries);
    read(TIMEOUTS, LowerProblem::TimeoutsForm, timeouts);
    if policy.idempotency_key.is_none() && parameters.iter().any(is_standard_key) {
        policy.idempotency_key = Some(STANDARD_KEY.to_owned());
    }
    policy
}

/// Reads an extension into a copy of the facts; `None` if its form is invalid.
type Read = fn(&Value, &CallPolicy) -> Option<CallPolicy>;

fn extension<'o>(operation: &'o SourceOperation, name: &str) -> Option<&'o Value> {
    operation.extensions.get(name)
}

fn is_standard_key(parameter: &Parameter) -> bool {
    parameter.location == ParameterLocation::Header
        && parameter.wire.eq_ignore_ascii_case(STANDARD_KEY)
}

/// Reads the name of a header that callers may set.
fn idempotency_key(value: &Value, policy: &CallPolicy) -> Option<CallPolicy> {
    let name = value.as_str()?;
    let is_usable = headers::refusal(ParameterLocation::Header, name).is_none();
    is_usable.then(|| CallPolicy {
        idempotency_key: Some(name.to_owned()),
        ..policy.clone()
    })
}

/// Reads `{ idempotent: true, max_attempts: 2 }`.
fn retries(value: &Value, policy: &CallPolicy) -> Option<CallPolicy> {
    let keys = known(value, &["idempotent", "max_attempts"])?;
    let idempotent = match keys.get("idempotent") {
        None => false,
        Some(flag) => flag.as_bool()?,
    };
    Some(CallPolicy {
        idempotent,
        max_attempts: positive(keys.get("max_attempts"))?,
        ..policy.clone()
    })
}

/// Reads `{ attempt: 60, call: 300 }`, in seconds.
fn timeouts(value: &Value, policy: &CallPolicy) -> Option<CallPolicy> {
    let keys = known(value, &["attempt", "call"])?;
    Some(CallPolicy {
        attempt_timeout: positive(keys.get("attempt"))?,
        timeout: positive(keys.get("call"))?,
        ..policy.clone()
    })
}

/// Returns an object that has some of these keys, and no others.
fn known<'v>(value: &'v Value, keys: &[&str]) -> Option<&'v serde_json::Map<String, Value>> {
    let object = value.as_object().filter(|object| !object.is_empty())?;
    let is_known = |key: &String| keys.contains(&key.as_str());
    object.keys().all(is_known).then_some(object)
}

/// Reads a positive number that may be absent.
#[expect(clippy::option_option, reason = "absent and invalid numbers differ")]
fn positive(value: Option<&Value>) -> Option<Option<u32>> {
    let Some(value) = value else {
        return Some(None);
    };
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    number.filter(|number| *number > 0).map(Some)
}
