//! A model of time and faults: whatever happens to a call, it ends in time, with the last cause, and is
//! never sent again after it may have taken effect.

use std::time::Duration;

use bytes::Bytes;
use http::Response;
use jiff::Timestamp;
use proptest::prelude::*;
use sdksmith_runtime::{
    Client, ClientBuilder, Empty, Error, ExponentialBackoff, Limits, Operation, OperationInfo,
    RequestWriter, RetryBudget, RetryPolicy, TransportErrorKind,
};

use self::script::{Attempt, Script};
use crate::support::{PROFILE, SERVER, credentials};

mod script;

const TIMEOUT: Duration = Duration::from_secs(60);
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(20);
const ATTEMPTS: usize = 5;

/// The outcome of an attempt, if it isn't cut off before.
#[derive(Clone, Debug)]
enum Outcome {
    Fault(TransportErrorKind),
    Response(Head),
    /// The head of a response, and a reason why the body isn't complete.
    Cut(Head, TransportErrorKind),
}

#[derive(Clone, Debug)]
struct Head {
    status: u16,
    /// A delay in seconds, or a date so many seconds after the server's.
    retry_after: Option<(bool, u64)>,
}

/// The events of one attempt, and of the delay after it.
#[derive(Clone, Debug)]
struct Step {
    takes: Duration,
    outcome: Outcome,
    /// The time by which the delay after it takes longer than requested.
    oversleep: Duration,
    /// The difference between the client's time of day and the server's, in seconds.
    skew: i64,
}

impl Head {
    fn response(&self, now: Timestamp) -> Response<Bytes> {
        let date = |seconds: u64| {
            let time = now.checked_add(Duration::from_secs(seconds)).unwrap();
            time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
        };
        let mut response = Response::builder()
            .status(self.status)
            .header("date", date(0));
        response = match self.retry_after {
            None => response,
            Some((true, seconds)) => response.header("retry-after", seconds.to_string()),
            Some((false, seconds)) => response.header("retry-after", date(seconds)),
        };
        response.body(Bytes::new()).unwrap()
    }

    /// Whether the server may have carried out the request.
    fn is_ambiguous(&self) -> bool {
        match self.status {
            408 => true,
            503 => self.retry_after.is_none(),
            status => !(400..500).contains(&status),
        }
    }
}

impl Outcome {
    fn head(&self) -> Option<&Head> {
        match self {
            Self::Fault(_) => None,
            Self::Response(head) | Self::Cut(head, _) => Some(head),
        }
    }

    fn is_ambiguous(&self) -> bool {
        use TransportErrorKind as Kind;
        match self {
            Self::Fault(kind) => !matches!(kind, Kind::Connect | Kind::Tls | Kind::Setup),
            Self::Response(head) | Self::Cut(head, _) => head.is_ambiguous(),
        }
    }

    fn is_success(&self) -> bool {
        matches!(self, Self::Response(head) if (200..300).contains(&head.status))
    }

    /// Asserts that an error describes this outcome.
    fn assert_describes(&self, error: &Error) {
        use TransportErrorKind as Kind;
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            self.head().map(|head| head.status)
        );
        let (Self::Fault(kind) | Self::Cut(_, kind)) = self else {
            return;
        };
        assert!(
            match kind {
                Kind::Timeout => error.is_timeout(),
                Kind::Connect => error.is_connect(),
                Kind::Tls => error.is_tls(),
                Kind::Interrupted => error.is_interrupted(),
                Kind::TooLarge => error.is_too_large(),
                Kind::RequestBody => error.is_request_body(),
                Kind::Protocol => error.is_protocol(),
                Kind::Setup => error.is_configuration(),
                _ => true,
            },
            "{error}: {kind:?}"
        );
    }
}

/// An operation without arguments for each method.
macro_rules! operations {
    ($($name:ident $method:ident),+) => {
        $(
            struct $name;

            impl Operation for $name {
                type ResponseBody = Empty;
                const INFO: OperationInfo = OperationInfo::$method(stringify!($name), SERVER, "/");
                fn write(&self, _: &mut RequestWriter) {}
            }
        )+
    };
}
operations!(Get get, Delete delete, Post post, Patch patch);

fn client(script: &Script) -> Client {
    let policy = ExponentialBackoff::default().seeded(1);
    ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .timeout(TIMEOUT)
        .attempt_timeout(ATTEMPT_TIMEOUT)
        .connect_timeout(Duration::from_secs(5))
        .retry(policy.max_attempts(5))
        .retry_budget(RetryBudget::unlimited())
        .transport(script.clone())
        .blocking_transport(script.clone())
        .build()
        .unwrap()
}

/// A call that has ended: its attempts, its error, and when it ended.
struct Ended {
    attempts: Vec<Attempt>,
    error: Option<Error>,
    after: Duration,
}

fn call<O: Operation>(
    operation: O,
    steps: &[Step],
    is_idempotent: bool,
    is_blocking: bool,
) -> Ended {
    let script = Script::new(steps);
    let call = client(&script).call(operation);
    let call = if is_idempotent {
        call.idempotent()
    } else {
        call
    };
    let outcome = if is_blocking {
        call.send_with_response_blocking()
    } else {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(call.send_with_response())
    };
    let state = script.0.lock().unwrap();
    Ended {
        attempts: state.attempts.clone(),
        error: outcome.err(),
        after: state.passed,
    }
}

impl Ended {
    fn assert_invariants(&self, may_repeat: bool, steps: &[Step]) {
        self.assert_time(steps);
        self.assert_delays();
        let (last, earlier) = self.attempts.split_last().expect("a call makes an attempt");
        assert!(self.attempts.len() <= ATTEMPTS);
        for attempt in earlier {
            assert!(
                may_repeat || !attempt.outcome.is_ambiguous(),
                "repeated after {attempt:?}"
            );
        }
        let Some(error) = &self.error else {
            return assert!(last.outcome.is_success());
        };
        assert!(!last.outcome.is_success());
        assert_eq!(error.attempts() as usize, self.attempts.len());
        let any_effect = self
            .attempts
            .iter()
            .any(|attempt| attempt.outcome.is_ambiguous());
        assert_eq!(error.may_have_taken_effect(), any_effect, "{error}");
        Self::assert_cause(error, last, earlier);
    }

    /// The error describes the last attempt, or else the one before, if the time of the call ended in the
    /// last.
    fn assert_cause(error: &Error, last: &Attempt, earlier: &[Attempt]) {
        let timed_out = matches!(last.outcome, Outcome::Fault(TransportErrorKind::Timeout));
        let is_cut_off = timed_out && last.limits.timeout < ATTEMPT_TIMEOUT;
        match earlier.split_last() {
            Some((cause, earlier)) if is_cut_off => {
                assert!(error.is_timeout());
                Self::assert_cause(error, cause, earlier);
            }
            _ => last.outcome.assert_describes(error),
        }
    }

    /// No attempt has more time than the call has left, and the call ends in time, apart from a delay that
    /// took too long.
    fn assert_time(&self, steps: &[Step]) {
        for attempt in &self.attempts {
            let Limits {
                timeout,
                connect_timeout,
                call_timeout,
                ..
            } = attempt.limits;
            assert!(!timeout.is_zero() && timeout <= ATTEMPT_TIMEOUT);
            assert!(connect_timeout <= timeout && timeout <= call_timeout);
            assert!(attempt.began + call_timeout <= TIMEOUT);
            assert!(attempt.ended <= TIMEOUT);
        }
        let longest = steps
            .iter()
            .map(|step| step.oversleep)
            .max()
            .unwrap_or_default();
        assert!(self.after <= TIMEOUT + longest);
    }

    /// No attempt comes before the server asked for it.
    fn assert_delays(&self) {
        for pair in self.attempts.windows(2) {
            let [before, after] = pair else { continue };
            let head = before.outcome.head();
            if let Some((is_delay, seconds)) = head.and_then(|head| head.retry_after) {
                let pause = after.began - before.ended;
                // A date has whole seconds, and so has the server's.
                assert!(
                    pause >= Duration::from_secs(seconds),
                    "{is_delay} {before:?} {after:?}"
                );
            }
        }
    }
}

fn heads() -> impl Strategy<Value = Head> {
    let statuses = prop::sample::select(vec![
        200, 204, 301, 304, 400, 401, 404, 408, 409, 425, 429, 499, 500, 501, 502, 503, 503, 503,
        504, 599,
    ]);
    let retry_after = prop::option::of((any::<bool>(), prop_oneof![0u64..5, 0u64..100]));
    (statuses, retry_after).prop_map(|(status, retry_after)| Head {
        status,
        retry_after,
    })
}

fn kinds() -> impl Strategy<Value = TransportErrorKind> {
    use TransportErrorKind as Kind;
    prop::sample::select(vec![
        Kind::Timeout,
        Kind::Connect,
        Kind::Connect,
        Kind::Tls,
        Kind::Interrupted,
        Kind::Interrupted,
        Kind::TooLarge,
        Kind::RequestBody,
        Kind::Protocol,
        Kind::Setup,
        Kind::Other,
    ])
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let outcomes = prop_oneof![
        kinds().prop_map(Outcome::Fault),
        heads().prop_map(Outcome::Response),
        (heads(), kinds()).prop_map(|(head, kind)| Outcome::Cut(head, kind)),
    ];
    let millis = |range: std::ops::Range<u64>| range.prop_map(Duration::from_millis);
    let takes = prop_oneof![millis(0..2_000), millis(0..30_000)];
    let oversleep = prop_oneof![Just(Duration::ZERO), millis(0..90_000)];
    let step = (takes, outcomes, oversleep, -100_000i64..100_000);
    let step = step.prop_map(|(takes, outcome, oversleep, skew)| Step {
        takes,
        outcome,
        oversleep,
        skew,
    });
    prop::collection::vec(step, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn every_call_ends_in_time_with_its_cause_and_no_second_effect(
        steps in steps(),
        is_blocking in any::<bool>(),
    ) {
        call(Get, &steps, false, is_blocking).assert_invariants(true, &steps);
        call(Delete, &steps, false, is_blocking).assert_invariants(true, &steps);
        call(Post, &steps, false, is_blocking).assert_invariants(false, &steps);
        call(Patch, &steps, false, is_blocking).assert_invariants(false, &steps);
        call(Post, &steps, true, is_blocking).assert_invariants(true, &steps);
    }
}
