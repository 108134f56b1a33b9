//! Runs a program, and prints its seconds of CPU time, its seconds on the clock, and its peak memory in MiB.
//!
//! The operating system adds up the costs of all children of a process, so each run has a parent of its own. It is
//! this small program because the memory of a child counts from the memory of its parent.

use std::env;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let Some(program) = arguments.next() else {
        eprintln!("error: expected a program and its arguments");
        return ExitCode::FAILURE;
    };
    let start = Instant::now();
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let wall = start.elapsed();
    match (status, usage()) {
        (Ok(status), Some((cpu, memory))) if status.success() => {
            println!("{} {} {memory}", cpu.as_secs_f64(), wall.as_secs_f64());
            ExitCode::SUCCESS
        }
        _ => ExitCode::FAILURE,
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
