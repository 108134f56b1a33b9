//! The tables of compile times.

use std::fmt::Write as _;

use super::super::measure::Cost;
use super::Row;
use super::cargo::Build;
use super::subject::{Costs, Measured, Part};

/// Returns the table of a part: a line for each build of each crate.
pub(super) fn of(part: Part, rows: &[Row]) -> String {
    let (dependencies, line) = match part {
        Part::Cold => (" dependencies |", "---|"),
        Part::Alone | Part::Program => ("", ""),
    };
    let mut table = format!(
        "| document | build | crate of |{dependencies} CPU, s | ratio | clock, s | ratio |\n\
         |---|---|---|{line}---|---|---|---|\n",
    );
    for row in rows {
        for build in Build::ALL {
            let mut crates = row.crates.iter();
            let is_measured = |found: &Measured| cost(found, part, build).is_some();
            if crates.any(is_measured) {
                lines(&mut table, row, part, build);
            }
        }
    }
    table
}

/// Writes a line for each crate. The first one is that of this generator.
fn lines(table: &mut String, row: &Row, part: Part, build: Build) {
    let ours = row.crates.first().and_then(|ours| cost(ours, part, build));
    let crates = row.crates.iter().enumerate();
    for (index, measured) in crates.filter(|(_, of)| part == Part::Alone || !of.is_runtime) {
        let title = &measured.title;
        let _ = write!(table, "| {} | {} | {title} |", row.document, build.title());
        if let (Part::Cold, Ok(costs)) = (part, &measured.costs) {
            let _ = write!(table, " {} |", costs.dependencies);
        }
        match (&measured.costs, cost(measured, part, build)) {
            (Err(reason), _) => {
                let cells = if part == Part::Cold {
                    " | | | | |"
                } else {
                    " | | | |"
                };
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

fn cost(measured: &Measured, part: Part, build: Build) -> Option<Cost> {
    let costs: &Costs = measured.costs.as_ref().ok()?;
    let mut builds = costs.builds.iter();
    let found = builds.find(|found| (found.0, found.1) == (part, build));
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
        let builds = vec![
            (Part::Alone, Build::Check, cost),
            (Part::Cold, Build::Debug, cost),
            (Part::Program, Build::Release, cost),
        ];
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
        let late = Measured {
            costs: Ok(Costs::default()),
            ..measured("late 1.0", 1.0)
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
                late,
                runtime,
            ],
        };
        let rows = [row];
        for line in [
            "| numbers | check | sdksmith 0.1 | 1.00 |  | 0.50 |  |",
            "| numbers | check | acme 1.0 | 2.00 | 0.50 | 1.00 | 0.50 |",
            "| numbers | check | broken 1.0 | does not compile: error: no | | | |",
            "| numbers | check | late 1.0 | not measured | | | |",
            "| numbers | check | the runtime | 0.80 | 1.25 | 0.40 | 1.25 |",
        ] {
            let table = of(Part::Alone, &rows);
            assert!(table.lines().any(|found| found == line), "{line}\n{table}");
        }
        let line = "| numbers | debug | acme 1.0 | 80 | 2.00 | 0.50 | 1.00 | 0.50 |";
        let table = of(Part::Cold, &rows);
        assert!(!table.contains("the runtime"), "{table}");
        assert!(table.lines().any(|found| found == line), "{line}\n{table}");
        let table = of(Part::Program, &rows);
        assert!(!table.contains("| check |"), "{table}");
        let line = "| numbers | release | acme 1.0 | 2.00 | 0.50 | 1.00 | 0.50 |";
        assert!(table.lines().any(|found| found == line), "{line}\n{table}");
    }
}
