//! A response of a known size.

/// Returns the response to a request to check so many numbers, with about 500 bytes for each of them.
#[must_use]
pub fn bulk_response(numbers: usize) -> String {
    let results: Vec<_> = (0..numbers).map(result).collect();
    format!(
        r#"{{"request_id":"EC0123456789abcdef0123456789abcdef","status":"COMPLETE","results":[{}]}}"#,
        results.join(",")
    )
}

fn number(index: usize) -> String {
    format!("+1617{index:07}")
}

fn result(index: usize) -> String {
    let number = number(index);
    format!(
        r#"{{"phone_number":"{number}","hosting_account_sid":"AC0123456789abcdef0123456789abcdef","account_sid":"AC{index:032x}","eligibility_status":"INELIGIBLE","eligibility_sub_status":"NUMBER_TYPE_INELIGIBLE","ineligibility_reason":"NUMBER_TYPE_INELIGIBLE","next_step":"NUMBER_TYPE_CANNOT_BE_HOSTED","phone_number_type":"MOBILE","iso_country_code":"US","country":"US","voice_provider":null,"messaging_provider":null,"hosting_order_sid":null,"date_last_checked":"2026-03-01T12:00:00Z"}}"#
    )
}
