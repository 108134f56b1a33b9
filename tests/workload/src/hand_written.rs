//! The response as a program would read it with serde's derives.

use serde::Deserialize;
use serde_json::Value;

/// A response as a program without a generated crate would read it.
#[allow(dead_code, reason = "only reading is measured")]
#[derive(Debug, Deserialize)]
pub struct HandWritten {
    request_id: String,
    status: String,
    results: Option<Vec<HandWrittenResult>>,
}

#[allow(dead_code, reason = "only reading is measured")]
#[derive(Debug, Deserialize)]
struct HandWrittenResult {
    phone_number: Option<String>,
    hosting_account_sid: Option<String>,
    account_sid: Option<String>,
    eligibility_status: Option<EligibilityStatus>,
    eligibility_sub_status: Option<String>,
    ineligibility_reason: Option<String>,
    next_step: Option<String>,
    phone_number_type: Option<String>,
    iso_country_code: Option<String>,
    country: Option<String>,
    voice_provider: Option<Value>,
    messaging_provider: Option<Value>,
    hosting_order_sid: Option<String>,
    date_last_checked: Option<jiff::Timestamp>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum EligibilityStatus {
    Eligible,
    Ineligible,
}
