use std::time::Duration;

use sdksmith_runtime::RetryAfter;

use crate::support::{FixedTransport, fetch};

async fn retry_after(header: &str) -> Option<RetryAfter> {
    let transport = FixedTransport::responding(429, "").with("retry-after", header);
    fetch(transport).send().await.unwrap_err().retry_after()
}

#[tokio::test]
async fn retry_after_accepts_seconds_and_dates() {
    let delay = retry_after("120").await.unwrap();
    assert_eq!(delay, RetryAfter::Delay(Duration::from_secs(120)));
    let now = "2026-03-01T12:00:00Z".parse().unwrap();
    let time = retry_after("Sun, 01 Mar 2026 12:00:30 GMT").await.unwrap();
    assert_eq!(time.delay_from(now), Duration::from_secs(30));
    let past = retry_after("Sun, 01 Mar 2026 11:00:00 GMT").await.unwrap();
    assert_eq!(past.delay_from(now), Duration::ZERO);
    assert_eq!(retry_after("soon").await, None);
}
