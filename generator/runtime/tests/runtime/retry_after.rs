//! The `Retry-After` header: what servers send, and what they might.

use std::time::Duration;

use http::HeaderValue;
use jiff::Timestamp;
use proptest::prelude::*;
use sdksmith_runtime::RetryAfter;

use crate::support::{FixedTransport, fetch};

async fn read(transport: FixedTransport) -> Option<RetryAfter> {
    fetch(transport).send().await.unwrap_err().retry_after()
}

async fn retry_after(header: &str) -> Option<RetryAfter> {
    read(FixedTransport::responding(429, "").with("retry-after", header)).await
}

fn time(text: &str) -> RetryAfter {
    RetryAfter::At(text.parse().unwrap())
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
    for nonsense in ["soon", "", "-1", "1,5", ".5", "1.x", "NaN", "0x10"] {
        assert_eq!(retry_after(nonsense).await, None, "{nonsense}");
    }
}

#[tokio::test]
async fn seconds_may_have_a_fraction() {
    for (text, delay) in [
        ("1.5", Duration::from_millis(1500)),
        ("0.25", Duration::from_millis(250)),
        ("7.", Duration::from_secs(7)),
        ("0.1234567899999", Duration::from_nanos(123_456_789)),
    ] {
        assert_eq!(
            retry_after(text).await,
            Some(RetryAfter::Delay(delay)),
            "{text}"
        );
    }
}

#[tokio::test]
async fn delays_beyond_every_duration_are_the_longest() {
    for text in ["99999999999999999999", "18446744073709551616.5"] {
        assert_eq!(
            retry_after(text).await,
            Some(RetryAfter::Delay(Duration::MAX)),
            "{text}"
        );
    }
    // After the last timestamp, and the last one of a calendar of four digits.
    let last = retry_after("Fri, 31 Dec 9999 23:59:59 GMT").await.unwrap();
    assert_eq!(last, RetryAfter::At(Timestamp::MAX));
    assert!(last.delay_from(Timestamp::UNIX_EPOCH) > Duration::from_secs(200_000_000_000));
}

#[tokio::test]
async fn all_three_forms_of_dates_are_read() {
    let expected = time("1994-11-06T08:49:37Z");
    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        // Beyond the standard.
        "06 Nov 1994 08:49:37 GMT",
        "06-Nov-94 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "sun, 06 nov 1994 08:49:37 gmt",
        "Sun, 06-Nov-1994 08:49:37 UTC",
        // The wrong day of the week.
        "Mon, 06 Nov 1994 08:49:37 GMT",
    ] {
        assert_eq!(retry_after(text).await, Some(expected), "{text}");
    }
    let leap = retry_after("Sat, 31 Dec 2016 23:59:60 GMT").await;
    assert_eq!(leap, Some(time("2016-12-31T23:59:59Z")));
    for nonsense in [
        "Sunday, 31-Feb-94 08:49:37 GMT",
        "Sunday, 06-Nov-94 25:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 CET",
        "Sun Nov  6 08:49 1994",
    ] {
        assert_eq!(retry_after(nonsense).await, None, "{nonsense}");
    }
}

#[tokio::test]
async fn year_of_two_digits_is_near_the_date_of_the_response() {
    for (date, two_digits, year) in [
        ("Thu, 01 Jan 2026 00:00:00 GMT", "27", 2027),
        ("Thu, 01 Jan 2026 00:00:00 GMT", "76", 2076),
        ("Thu, 01 Jan 2026 00:00:00 GMT", "77", 1977),
        ("Thu, 31 Dec 2099 23:59:59 GMT", "00", 2100),
        ("Thu, 31 Dec 2099 23:59:59 GMT", "99", 2099),
    ] {
        let text = format!("Monday, 04-Jan-{two_digits} 00:00:00 GMT");
        let transport = FixedTransport::responding(503, "").with("date", date);
        let found = read(transport.with("retry-after", &text)).await;
        assert_eq!(
            found,
            Some(time(&format!("{year}-01-04T00:00:00Z"))),
            "{date} {text}"
        );
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

proptest! {
    /// No header makes the reading panic, and none of a server that knows only its own time makes the
    /// client wait a negative time.
    #[test]
    fn no_header_panics(bytes in prop::collection::vec(0x20u8..0x7f, 0..40), date in "\\PC{0,40}") {
        let text = String::from_utf8(bytes).unwrap();
        let mut transport = FixedTransport::responding(503, "").with("retry-after", &text);
        if HeaderValue::from_str(&date).is_ok() {
            transport = transport.with("date", &date);
        }
        if let Some(after) = block_on(read(transport)) {
            let _ = after.delay_from(Timestamp::MIN).saturating_add(Duration::from_secs(1));
        }
    }

    /// A header that is nearly a date is read as one or not at all.
    #[test]
    fn invalid_dates_do_not_panic(
        text in "(Sun|Sunday)?,?[ -]?[0-9]{0,4}[ -](Nov|Feb|Xyz)[ -][0-9]{0,5} [0-9]{0,3}:[0-9]{0,3}:[0-9]{0,3} ?(GMT|[0-9]{1,5})?"
    ) {
        let _ = block_on(retry_after(&text));
    }

    /// The same time in all three forms is the same time.
    #[test]
    fn all_forms_of_a_date_are_the_same_time(second in 0i64..4_000_000_000) {
        let time = Timestamp::from_second(second).unwrap();
        let forms = ["%a, %d %b %Y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y", "%A, %d-%b-%y %H:%M:%S GMT"];
        let date = time.strftime(forms[0]).to_string();
        for form in forms {
            let text = time.strftime(form).to_string();
            let transport = FixedTransport::responding(429, "").with("date", &date);
            let found = block_on(read(transport.with("retry-after", &text)));
            prop_assert_eq!(found, Some(RetryAfter::At(time)), "{}", text);
        }
    }

    /// Every number of seconds is read, and a longer one is never shorter.
    #[test]
    fn seconds_of_any_size_are_read(whole in "[0-9]{1,30}", fraction in "(\\.[0-9]{0,15})?") {
        let found = block_on(retry_after(&format!("{whole}{fraction}")));
        let Some(RetryAfter::Delay(delay)) = found else {
            panic!("{whole}{fraction}: {found:?}");
        };
        match whole.parse::<u64>() {
            Ok(seconds) => prop_assert_eq!(delay.as_secs(), seconds),
            Err(_) => prop_assert_eq!(delay, Duration::MAX),
        }
    }
}
