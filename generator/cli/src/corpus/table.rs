//! The results of each document, as a table and as JSON.

use std::fmt;
use std::ops::AddAssign;

use serde::Serialize;
use serde_json::Value;

/// The results of one document.
#[derive(Debug, Default, Serialize)]
pub(super) struct Row {
    /// The document's file name.
    pub(super) document: String,
    /// The crate's name, if there is a crate.
    #[serde(rename = "crate")]
    pub(super) package: Option<String>,
    pub(super) operations: usize,
    pub(super) schemas: usize,
    /// The time for generating, without formatting.
    pub(super) milliseconds: u64,
    /// Lines of code, without the runtime's.
    pub(super) lines: usize,
    /// Warnings of the compiler, clippy and rustdoc.
    pub(super) warnings: usize,
    /// The document's examples, if they were tried.
    pub(super) examples: Option<Tally>,
    /// The examples in the documentation, if they were tried.
    pub(super) doc_tests: Option<Tally>,
    /// The document's examples that contradict their schemas, so that no test reads them.
    pub(super) contradictions: Vec<String>,
    /// The checks that failed.
    pub(super) shortfalls: Vec<Shortfall>,
}

/// The number of passed tests, and of those that ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Tally {
    pub(super) passed: usize,
    pub(super) of: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.of += other.of;
    }
}

/// A check that failed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Shortfall {
    pub(super) kind: ShortfallKind,
    /// The reason, as the tool gives it.
    pub(super) reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ShortfallKind {
    /// Nothing was generated.
    Generation,
    /// The crate doesn't compile.
    Error,
    Warning,
    /// An example of the document or the documentation fails.
    Test,
}

impl Row {
    pub(super) fn fall_short(&mut self, kind: ShortfallKind, reason: impl Into<String>) {
        let shortfall = Shortfall {
            kind,
            reason: reason.into(),
        };
        // The same code is compiled for several targets, with the same warnings.
        if !self.shortfalls.contains(&shortfall) {
            self.warnings += usize::from(kind == ShortfallKind::Warning);
            self.shortfalls.push(shortfall);
        }
    }

    pub(super) fn compiles(&self) -> bool {
        let broken = [ShortfallKind::Generation, ShortfallKind::Error];
        !self
            .shortfalls
            .iter()
            .any(|shortfall| broken.contains(&shortfall.kind))
    }
}

/// Returns the rows as a JSON array.
pub(super) fn json(rows: &[Row]) -> Value {
    // Rows contain only text and numbers, which JSON can express.
    serde_json::to_value(rows).unwrap_or_default()
}

/// The rows as a table, followed by the reasons of failures.
pub(super) struct Table<'a>(pub(super) &'a [Row]);

/// The number of reasons shown for a document: one mistake often occurs in many places.
const REASONS: usize = 10;

/// The columns of the table.
pub(super) const COLUMNS: [&str; 8] = [
    "document",
    "operations",
    "schemas",
    "generated",
    "lines",
    "warnings",
    "examples",
    "doc tests",
];

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = [COLUMNS.map(str::to_owned)];
        let cells: Vec<_> = head.into_iter().chain(self.0.iter().map(cells)).collect();
        let widths: [usize; COLUMNS.len()] = std::array::from_fn(|column| {
            cells
                .iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        });
        for [document, figures @ ..] in &cells {
            let [document_width, figure_widths @ ..] = widths;
            write!(f, "{document:document_width$}")?;
            for (figure, width) in figures.iter().zip(figure_widths) {
                write!(f, "  {figure:>width$}")?;
            }
            writeln!(f)?;
        }
        for row in self.0 {
            let contradictions = row.contradictions.iter().map(String::as_str);
            let shortfalls = row.shortfalls.iter().map(|found| found.reason.as_str());
            let reasons: Vec<_> = shortfalls.chain(contradictions).collect();
            if !reasons.is_empty() {
                writeln!(f, "\n{}", row.document)?;
            }
            for reason in reasons.iter().take(REASONS) {
                writeln!(f, "  {}", reason.trim().replace('\n', "\n    "))?;
            }
            if reasons.len() > REASONS {
                let more = reasons.len() - REASONS;
                writeln!(f, "  and {more} more; `--format json` has them all")?;
            }
        }
        Ok(())
    }
}

/// Returns the cells of a row, in the order of the columns.
pub(super) fn cells(row: &Row) -> [String; COLUMNS.len()] {
    let tally = |tally: Option<Tally>| {
        tally.map_or_else(
            || "-".to_owned(),
            |Tally { passed, of }| format!("{passed}/{of}"),
        )
    };
    [
        row.document.clone(),
        row.operations.to_string(),
        row.schemas.to_string(),
        format!("{} ms", row.milliseconds),
        row.lines.to_string(),
        row.warnings.to_string(),
        tally(row.examples),
        tally(row.doc_tests),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> [Row; 2] {
        let good = Row {
            document: "good.json".into(),
            package: Some("good".into()),
            operations: 15,
            schemas: 32,
            milliseconds: 120,
            lines: 4500,
            examples: Some(Tally { passed: 14, of: 14 }),
            doc_tests: Some(Tally { passed: 20, of: 20 }),
            ..Row::default()
        };
        let mut bad = Row {
            document: "bad.yaml".into(),
            ..Row::default()
        };
        bad.fall_short(
            ShortfallKind::Generation,
            "error[syntax]: no\n  --> bad.yaml:1:1\n",
        );
        [good, bad]
    }

    #[test]
    fn table_has_a_row_per_document_and_reasons_below() {
        let expected = "\
document   operations  schemas  generated  lines  warnings  examples  doc tests
good.json          15       32     120 ms   4500         0     14/14      20/20
bad.yaml            0        0       0 ms      0         0         -          -

bad.yaml
  error[syntax]: no
      --> bad.yaml:1:1
";
        assert_eq!(Table(&rows()).to_string(), expected);
    }

    #[test]
    fn contradictory_examples_are_listed_but_not_a_shortfall() {
        let row = Row {
            contradictions: vec!["warning[contradicting-example]: so".into()],
            ..Row::default()
        };
        let table = Table(std::slice::from_ref(&row)).to_string();
        assert!(
            table.ends_with("\n  warning[contradicting-example]: so\n"),
            "{table}"
        );
        assert!(row.shortfalls.is_empty());
    }

    #[test]
    fn long_lists_of_reasons_are_truncated() {
        let mut row = Row::default();
        for number in 1..=12 {
            row.fall_short(ShortfallKind::Test, format!("test {number}"));
        }
        let table = Table(&[row]).to_string();
        assert!(table.contains("  test 10\n  and 2 more;"), "{table}");
    }

    #[test]
    fn duplicate_warnings_count_once() {
        let mut row = Row::default();
        row.fall_short(ShortfallKind::Warning, "unused");
        row.fall_short(ShortfallKind::Warning, "unused");
        row.fall_short(ShortfallKind::Warning, "dead");
        assert_eq!((row.warnings, row.shortfalls.len()), (2, 2));
        assert!(row.compiles());
    }

    #[test]
    fn rows_serialize_as_json() {
        let json = json(&rows());
        assert_eq!(json.pointer("/0/crate"), Some(&"good".into()));
        assert_eq!(json.pointer("/0/examples/passed"), Some(&14.into()));
        assert_eq!(json.pointer("/1/crate"), Some(&Value::Null));
        assert_eq!(
            json.pointer("/1/shortfalls/0/kind"),
            Some(&"generation".into())
        );
    }
}
