//! A value that is known is made to look unknown, so that it would compare as another one.

use twilio_numbers::UnrecognizedValue;
use twilio_numbers::v1::BulkEligibilityStatus;

fn main() {
    let _ = BulkEligibilityStatus::Unrecognized(UnrecognizedValue("QUEUED".into()));
}
