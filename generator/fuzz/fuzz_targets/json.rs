//! Any bytes as the body of a response: a value or an error, in linear time, and no panic.

#![no_main]

#[path = "../../runtime/tests/support/json.rs"]
mod json;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| json::assert_sound(body));
