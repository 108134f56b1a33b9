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

    #[test]
    fn behaviours_hold() {
        // Among the crates of a workspace, reqwest gets a rustls whose provider the program must install.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let verdicts = scoreboard::verdicts(Sdksmith);
        assert!(!verdicts.is_empty());
        for (behaviour, verdict) in verdicts {
            assert_eq!(verdict, Verdict::Pass, "{}", behaviour.id);
        }
    }
}
