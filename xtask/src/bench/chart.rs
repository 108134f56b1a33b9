//! The chart of the comparison.

use std::fmt::Write as _;

use super::generation::Row;

const WIDTH: usize = 720;
const LEFT: usize = 250;
const BAR: usize = 18;
const GAP: usize = 8;

/// Returns the chart: for each document, a bar for the CPU time of each generator.
pub(super) fn text(rows: &[Row]) -> String {
    let mut bars = String::new();
    let mut top = 40;
    for row in rows {
        let entries = entries(row);
        let longest = entries
            .iter()
            .map(|(_, cpu)| *cpu)
            .fold(f64::MIN_POSITIVE, f64::max);
        let _ = writeln!(
            bars,
            r#"<text x="10" y="{top}" font-weight="bold">{}</text>"#,
            row.document
        );
        top += GAP;
        for (index, (name, cpu)) in entries.iter().enumerate() {
            let room = WIDTH - LEFT - 90;
            let length = cpu / longest * room as f64;
            let color = if index == 0 { "#c2410c" } else { "#94a3b8" };
            let (text, end) = (top + BAR - 5, LEFT as f64 + length + 6.0);
            let _ = writeln!(
                bars,
                r#"<text x="{}" y="{text}" text-anchor="end">{name}</text><rect x="{LEFT}" y="{top}" width="{length:.1}" height="{BAR}" fill="{color}"/><text x="{end:.1}" y="{text}">{:.0} ms</text>"#,
                LEFT - 8,
                cpu * 1000.0
            );
            top += BAR + GAP / 2;
        }
        top += BAR + GAP;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{top}\" \
         font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n\
         <text x=\"10\" y=\"20\">CPU time of generation (shorter is better)</text>\n{bars}</svg>\n"
    )
}

/// Returns the name and the CPU time of each generator, ours first.
fn entries(row: &Row) -> Vec<(String, f64)> {
    let others = row.pairs.iter();
    let others = others.map(|pair| (pair.title.clone(), pair.theirs.cpu));
    std::iter::once(("sdksmith".to_owned(), row.ours.cpu))
        .chain(others)
        .collect()
}
