//! The costs of a run of a program.

use std::env;
use std::io;
use std::process::{Command, Stdio};

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
/// The program of `xtask/measure` is the parent of the run. Cargo builds it beside this one.
pub(super) fn measure(call: &Call) -> io::Result<Option<Cost>> {
    let program = env::current_exe()?.with_file_name("measure");
    let mut parent = Command::new(&program);
    parent.arg(&call.program).args(&call.arguments);
    without_flags(&mut parent);
    let output = parent.stderr(Stdio::null()).output().map_err(|error| {
        let program = program.display();
        io::Error::other(format!(
            "{program}: {error}; run `cargo xtask bench` without `--release`"
        ))
    })?;
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
