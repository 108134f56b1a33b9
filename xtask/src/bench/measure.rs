//! The costs of a run of a program.

use std::env;
use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use sdksmith_cli::Outcome;

use super::call::Call;

/// The costs of a run: a whole process with its children.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// The CPU time, in seconds.
    pub(super) cpu: f64,
    /// The time on the clock, in seconds.
    pub(super) wall: f64,
    /// The most memory that one process had, in MiB.
    pub(super) memory: f64,
}

impl Cost {
    /// Returns the median of each cost.
    pub(super) fn median(costs: &[Self]) -> Self {
        let median = |cost: fn(&Self) -> f64| {
            let mut values: Vec<_> = costs.iter().map(cost).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or_default()
        };
        Self {
            cpu: median(|cost| cost.cpu),
            wall: median(|cost| cost.wall),
            memory: median(|cost| cost.memory),
        }
    }
}

/// Returns the costs of a run, or nothing if the program fails.
///
/// The operating system adds up the costs of all children of a process, so each run has a parent of its
/// own: this program with [`Measure`].
pub(super) fn measure(call: &Call) -> io::Result<Option<Cost>> {
    let mut parent = Command::new(env::current_exe()?);
    parent
        .arg("measure")
        .arg(&call.program)
        .args(&call.arguments);
    without_flags(&mut parent);
    let output = parent.stderr(Stdio::null()).output()?;
    if !output.status.success() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers = text.split_whitespace().map(str::parse);
    let numbers: Result<Vec<f64>, _> = numbers.collect();
    match numbers.as_deref() {
        Ok([cpu, wall, memory]) => Ok(Some(Cost {
            cpu: *cpu,
            wall: *wall,
            memory: *memory,
        })),
        _ => Err(io::Error::other("expected three costs")),
    }
}

/// Removes the settings of the caller for cargo, so that crates are compiled as users compile them, but anew each
/// time.
pub(super) fn without_flags(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let is_setting = ["CARGO_PROFILE_", "CARGO_BUILD_", "CARGO_TARGET_"];
        if is_setting.iter().any(|start| text.starts_with(start)) || text == "RUSTFLAGS" {
            command.env_remove(&name);
        }
    }
    command.env("CARGO_INCREMENTAL", "0");
}

/// Run a program, and print its seconds of CPU time, its seconds on the clock, and its peak memory in MiB
#[derive(Debug, Args)]
pub(crate) struct Measure {
    program: String,
    #[arg(allow_hyphen_values = true, trailing_var_arg = true)]
    arguments: Vec<String>,
}

impl Measure {
    /// Runs the command.
    pub(crate) fn run(&self) -> Outcome {
        let start = Instant::now();
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::null());
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        let wall = start.elapsed();
        match (status, usage()) {
            (Ok(status), Some((cpu, memory))) if status.success() => {
                println!("{} {} {memory}", cpu.as_secs_f64(), wall.as_secs_f64());
                Outcome::Success
            }
            _ => Outcome::Failure,
        }
    }
}

/// Returns the time and the peak memory, in MiB, of the children of this process.
#[cfg(unix)]
fn usage() -> Option<(Duration, f64)> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike as _;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let microseconds =
        usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    let microseconds = u64::try_from(microseconds).ok()?;
    // Linux counts KiB, and macOS bytes.
    let unit = if cfg!(target_os = "macos") {
        1048576.0
    } else {
        1024.0
    };
    let memory = usage.max_rss() as f64 / unit;
    Some((Duration::from_micros(microseconds), memory))
}

/// Other systems don't report the costs of children.
#[cfg(not(unix))]
fn usage() -> Option<(Duration, f64)> {
    None
}
