//! Work of a known size, for the benchmarks and for the tests that count allocations.

use twilio_numbers::v1::{CreateBulkEligibilityRequest, EligibilityPhoneNumber};

/// Returns the request to check so many numbers.
#[must_use]
pub fn bulk_request(numbers: usize) -> CreateBulkEligibilityRequest {
    let numbers = (0..numbers).map(|index| EligibilityPhoneNumber::new(format!("+1617{index:07}")));
    CreateBulkEligibilityRequest::new("Spring migration", numbers)
}
