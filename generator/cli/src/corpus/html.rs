//! The results for a browser: one page.

use sdksmith::counted;
use sdksmith::page::{self, escaped};

use super::table::{COLUMNS, Row, ShortfallKind, cells};

/// Returns the page: a table with a row for each document, and the reasons below.
pub(super) fn page(rows: &[Row]) -> String {
    let short = rows.iter().filter(|row| !row.shortfalls.is_empty()).count();
    let title = format!(
        "{}, {short} with shortfalls",
        counted(rows.len(), "document")
    );
    let head = COLUMNS.map(|column| format!("<th scope=\"col\">{column}</th>"));
    let head = head.concat();
    let body: String = rows.iter().enumerate().map(table_row).collect();
    let reasons: String = rows.iter().enumerate().map(reasons).collect();
    page::page(
        &title,
        &format!(
            "<h1>{title}</h1>\n<div class=\"table\">\n<table>\n<thead><tr>{head}</tr></thead>\n\
             <tbody>\n{body}</tbody>\n</table>\n</div>\n{reasons}"
        ),
    )
}

/// Returns a row of the table. The name of a document leads to its reasons.
fn table_row((index, row): (usize, &Row)) -> String {
    let [document, figures @ ..] = cells(row);
    let document = match reasons_of(row).next() {
        None => escaped(&document),
        Some(_) => format!("<a href=\"#document-{index}\">{}</a>", escaped(&document)),
    };
    let figures = figures.map(|figure| format!("<td>{}</td>", escaped(&figure)));
    format!("<tr><td>{document}</td>{}</tr>\n", figures.concat())
}

/// Returns the section with all reasons of a document; nothing if there are none.
fn reasons((index, row): (usize, &Row)) -> String {
    let entries: String = reasons_of(row).map(entry).collect();
    if entries.is_empty() {
        return entries;
    }
    let document = escaped(&row.document);
    format!("<section id=\"document-{index}\">\n<h2>{document}</h2>\n{entries}</section>\n")
}

/// Returns the reasons of a document, each with the style of its label and the label.
fn reasons_of(row: &Row) -> impl Iterator<Item = (&'static str, &'static str, &str)> {
    let shortfalls = row.shortfalls.iter().map(|shortfall| {
        let (style, label) = match shortfall.kind {
            ShortfallKind::Generation => ("BREAKING", "NOT GENERATED"),
            ShortfallKind::Error => ("BREAKING", "ERROR"),
            ShortfallKind::Warning => ("BEHAVIOR", "WARNING"),
            ShortfallKind::Test => ("BREAKING", "FAILED TEST"),
        };
        (style, label, shortfall.reason.as_str())
    });
    let contradictions = row.contradictions.iter();
    let contradictions = contradictions.map(|reason| ("facts", "CONTRADICTION", reason.as_str()));
    shortfalls.chain(contradictions)
}

fn entry((style, label, reason): (&str, &str, &str)) -> String {
    let reason = escaped(reason.trim());
    format!(
        "<article>\n<p><span class=\"label {style}\">{label}</span></p>\n<pre>{reason}</pre>\n</article>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> [Row; 2] {
        let good = Row {
            document: "good.json".into(),
            operations: 15,
            ..Row::default()
        };
        let mut bad = Row {
            document: "<bad>.yaml".into(),
            contradictions: vec!["warning[contradicting-example]: so".into()],
            ..Row::default()
        };
        bad.fall_short(ShortfallKind::Error, "expected `Vec<Option<String>>`\n");
        [good, bad]
    }

    #[test]
    fn page_has_a_row_per_document_and_all_reasons() {
        let page = page(&rows());
        let parts = [
            "<title>2 documents, 1 with shortfalls</title>",
            "<tr><td>good.json</td><td>15</td>",
            "<tr><td><a href=\"#document-1\">&lt;bad&gt;.yaml</a></td><td>0</td>",
            "<section id=\"document-1\">\n<h2>&lt;bad&gt;.yaml</h2>",
            "<span class=\"label BREAKING\">ERROR</span></p>\n\
             <pre>expected `Vec&lt;Option&lt;String&gt;&gt;`</pre>",
            "<span class=\"label facts\">CONTRADICTION</span>",
        ];
        for part in parts {
            assert!(page.contains(part), "{part}\n{page}");
        }
        assert!(!page.contains("document-0"), "{page}");
    }

    #[test]
    fn page_needs_no_other_file() {
        let page = page(&rows());
        for reference in ["<script", "<link", "src=", "url(", "@import", "http"] {
            assert!(!page.contains(reference), "{reference}");
        }
    }
}
