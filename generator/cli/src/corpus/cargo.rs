//! Runs cargo and reads its messages.

use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

use serde::Deserialize;

use super::table::ShortfallKind;

/// One line of `--message-format=json`.
#[derive(Debug, Deserialize)]
#[serde(tag = "reason")]
pub(super) enum Message {
    #[serde(rename = "compiler-message")]
    Finding {
        manifest_path: PathBuf,
        message: Finding,
    },
    #[serde(rename = "compiler-artifact")]
    Artifact {
        manifest_path: PathBuf,
        target: Target,
        executable: Option<PathBuf>,
    },
    #[serde(other)]
    Other,
}

/// A message of the compiler, clippy or rustdoc.
#[derive(Debug, Deserialize)]
pub(super) struct Finding {
    level: String,
    message: String,
    rendered: Option<String>,
}

/// A compiled target.
#[derive(Debug, Deserialize)]
pub(super) struct Target {
    kind: Vec<String>,
}

impl Target {
    /// Whether the target is a program in `tests/`.
    pub(super) fn is_integration_test(&self) -> bool {
        self.kind.iter().any(|kind| kind == "test")
    }
}

impl Finding {
    /// Returns the kind of shortfall, or nothing for a message that only explains or counts others.
    pub(super) fn kind(&self) -> Option<ShortfallKind> {
        let counts =
            self.message.ends_with("emitted") || self.message.starts_with("aborting due to");
        match self.level.as_str() {
            _ if counts => None,
            "warning" => Some(ShortfallKind::Warning),
            level if level.starts_with("error") => Some(ShortfallKind::Error),
            _ => None,
        }
    }

    /// Returns the message as the compiler prints it.
    pub(super) fn text(self) -> String {
        self.rendered.unwrap_or(self.message)
    }
}

/// Runs cargo and passes on each message as it arrives. The progress goes to standard error.
pub(super) fn run(mut cargo: Command, mut take: impl FnMut(Message)) -> io::Result<ExitStatus> {
    cargo
        .args(["--message-format", "json"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut child = cargo.spawn()?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            // Other lines come from build scripts and are ignored.
            if let Ok(message) = serde_json::from_str(&line?) {
                take(message);
            }
        }
    }
    child.wait()
}

/// Returns a command of the cargo that runs this program, or of the one on the path.
pub(super) fn cargo(subcommand: impl AsRef<OsStr>) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg(subcommand);
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<ShortfallKind> {
        match serde_json::from_str(text) {
            Ok(Message::Finding { message, .. }) => message.kind(),
            _ => None,
        }
    }

    #[test]
    fn diagnostics_are_distinguished_from_summaries() {
        let message = |level: &str, message: &str| {
            format!(
                r#"{{"reason": "compiler-message", "package_id": "x", "manifest_path": "a/Cargo.toml",
                     "target": {{}}, "message": {{"level": "{level}", "message": "{message}", "rendered": null}}}}"#
            )
        };
        assert_eq!(
            kind(&message("warning", "unused variable")),
            Some(ShortfallKind::Warning)
        );
        assert_eq!(
            kind(&message("error", "mismatched types")),
            Some(ShortfallKind::Error)
        );
        assert_eq!(
            kind(&message("error: internal compiler error", "oh")),
            Some(ShortfallKind::Error)
        );
        assert_eq!(kind(&message("warning", "3 warnings emitted")), None);
        assert_eq!(
            kind(&message("error", "aborting due to 1 previous error")),
            None
        );
        assert_eq!(kind(&message("failure-note", "more about this")), None);
    }

    #[test]
    fn test_programs_are_recognised_by_their_kind() {
        let artifact = r#"{"reason": "compiler-artifact", "manifest_path": "a/Cargo.toml",
            "target": {"kind": ["test"], "name": "x"}, "executable": "target/x", "fresh": true}"#;
        let is_test = match serde_json::from_str(artifact) {
            Ok(Message::Artifact { target, .. }) => target.is_integration_test(),
            _ => false,
        };
        assert!(is_test);
        let finished = r#"{"reason": "build-finished", "success": true}"#;
        assert!(matches!(serde_json::from_str(finished), Ok(Message::Other)));
    }
}
