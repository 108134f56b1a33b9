//! A bulk check is created without phone numbers.

use twilio_numbers::v1::CreateBulkEligibilityRequest;

fn main() {
    let _ = CreateBulkEligibilityRequest::new("Spring migration");
}
