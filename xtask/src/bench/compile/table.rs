//! The tables of compile times.

use std::fmt::Write as _;

use super::super::measure::Cost;
use super::cargo::Build;
use super::{Costs, Measured, Row};

/// Returns the table of the builds of the crates alone.
pub(super) fn alone(rows: &[Row]) -> String {
    let mut table = String::from(
        "| document | build | crate of | CPU, s | ratio | clock, s | ratio |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        for build in Build::ALL {
            lines(&mut table, row, build, false);
        }
    }
    table
}

/// Returns the table of the builds with all dependencies.
pub(super) fn cold(rows: &[Row]) -> String {
    let mut table = String::from(
        "| document | build | crate of | dependencies | CPU, s | ratio | clock, s | ratio |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        for build in Build::COLD {
            lines(&mut table, row, build, true);
        }
    }
    table
}

/// Writes a line for each crate. The first one is that of this generator.
fn lines(table: &mut String, row: &Row, build: Build, is_cold: bool) {
    let cost = |measured: &Measured| found(measured.costs.as_ref().ok()?, build, is_cold);
    let ours = row.crates.first().and_then(cost);
    let crates = row.crates.iter().enumerate();
    for (index, measured) in crates.filter(|(_, found)| !(is_cold && found.is_runtime)) {
        let title = &measured.title;
        let _ = write!(table, "| {} | {} | {title} |", row.document, build.title());
        let costs = measured.costs.as_ref();
        if let (true, Ok(costs)) = (is_cold, costs) {
            let _ = write!(table, " {} |", costs.dependencies);
        }
        match (costs, cost(measured)) {
            (Err(reason), _) => {
                let cells = if is_cold { " | | | | |" } else { " | | | |" };
                let _ = write!(table, " does not compile: {reason}{cells}");
            }
            (Ok(_), None) => table.push_str(" not measured | | | |"),
            (Ok(_), Some(cost)) => {
                let ours = ours.filter(|_| index > 0);
                let _ = write!(table, " {:.2} | {} |", cost.cpu, ratio(ours, cost, cpu));
                let _ = write!(table, " {:.2} | {} |", cost.wall, ratio(ours, cost, wall));
            }
        }
        table.push('\n');
    }
}

fn found(costs: &Costs, build: Build, is_cold: bool) -> Option<Cost> {
    let mut builds = costs.builds.iter();
    let found = builds.find(|(found, cold, _)| (*found, *cold) == (build, is_cold));
    found.map(|(.., cost)| *cost)
}

fn cpu(cost: Cost) -> f64 {
    cost.cpu
}

fn wall(cost: Cost) -> f64 {
    cost.wall
}

/// Returns the ratio of our cost to another one.
fn ratio(ours: Option<Cost>, theirs: Cost, of: fn(Cost) -> f64) -> String {
    ours.map_or_else(String::new, |ours| format!("{:.2}", of(ours) / of(theirs)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(title: &str, cpu: f64) -> Measured {
        let cost = Cost {
            cpu,
            wall: cpu / 2.0,
            memory: 0.0,
        };
        let builds = vec![(Build::Check, false, cost), (Build::Debug, true, cost)];
        Measured {
            title: title.to_owned(),
            is_runtime: false,
            costs: Ok(Costs {
                dependencies: 80,
                builds,
            }),
        }
    }

    #[test]
    fn each_crate_has_a_line_with_its_ratio_or_the_reason_why_it_has_none() {
        let broken = Measured {
            title: "broken 1.0".to_owned(),
            is_runtime: false,
            costs: Err("error: no".to_owned()),
        };
        let runtime = Measured {
            is_runtime: true,
            ..measured("the runtime", 0.8)
        };
        let row = Row {
            document: "numbers".to_owned(),
            crates: vec![
                measured("sdksmith 0.1", 1.0),
                measured("acme 1.0", 2.0),
                broken,
                runtime,
            ],
        };
        let rows = [row];
        for line in [
            "| numbers | check | sdksmith 0.1 | 1.00 |  | 0.50 |  |",
            "| numbers | check | acme 1.0 | 2.00 | 0.50 | 1.00 | 0.50 |",
            "| numbers | check | broken 1.0 | does not compile: error: no | | | |",
            "| numbers | check | the runtime | 0.80 | 1.25 | 0.40 | 1.25 |",
            "| numbers | release | acme 1.0 | not measured | | | |",
        ] {
            let table = alone(&rows);
            assert!(table.lines().any(|found| found == line), "{line}\n{table}");
        }
        let line = "| numbers | debug | acme 1.0 | 80 | 2.00 | 0.50 | 1.00 | 0.50 |";
        let table = cold(&rows);
        assert!(!table.contains("the runtime"), "{table}");
        assert!(table.lines().any(|found| found == line), "{line}\n{table}");
    }
}
