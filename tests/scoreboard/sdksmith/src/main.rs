//! Prints the verdicts on the crate that sdksmith generates.

mod adapter;

use self::adapter::Sdksmith;

fn main() {
    scoreboard::print(Sdksmith);
}

#[cfg(test)]
mod tests {
    use scoreboard::Verdict;

    use super::Sdksmith;

    /// The behaviours that the generated crate does not have.
    const MISSING: [&str; 1] = ["event-stream"];

    #[test]
    fn behaviours_hold() {
        let verdicts = scoreboard::verdicts(Sdksmith);
        for (behaviour, verdict) in &verdicts {
            let is_missing = MISSING.contains(&behaviour.id);
            assert_eq!(
                matches!(verdict, Verdict::Pass),
                !is_missing,
                "{}: {verdict}",
                behaviour.id
            );
        }
        assert!(verdicts.len() > MISSING.len());
    }
}
