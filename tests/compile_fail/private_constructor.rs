//! A SID is made without being parsed, and a request without its constructor.

use twilio_numbers::v1::{AccountSid, CreateEligibilityRequest};

fn main() {
    let _ = AccountSid("AC".into());
    let _ = CreateEligibilityRequest {
        friendly_name: None,
        phone_numbers: Vec::new(),
    };
}
