//! For a browser: one page.

use super::model::{LocatedChange, Report, SECTIONS, label, migration, offers, section};
use crate::page::{escaped, page};

/// Returns the report as a page.
#[must_use]
pub fn html(report: &Report) -> String {
    let sections: String = SECTIONS
        .iter()
        .map(|(label, title)| group(report, label, title))
        .collect();
    let heading = escaped(&report.headline());
    page(
        &format!("Changes of {}", report.package),
        &format!("<h1>{heading}</h1>\n{sections}"),
    )
}

/// Returns a section with its title; nothing if there are no such changes.
fn group(report: &Report, label: &str, title: &str) -> String {
    let changes = section(report, label);
    if changes.is_empty() {
        return String::new();
    }
    let entries: String = changes.into_iter().map(entry).collect();
    format!("<h2>{}</h2>\n{entries}", escaped(title))
}

fn entry(located: &LocatedChange) -> String {
    let change = &located.change;
    let label = label(change);
    let wire = if change.changes_wire {
        "differs"
    } else {
        "same"
    };
    let mut text = format!(
        "<article id=\"{id}\">\n<p><span class=\"label {label}\">{label}</span> {}</p>\n\
         <p class=\"facts\">source: {}, wire: {wire}, cause: {}, id: <a href=\"#{id}\">{id}</a></p>\n",
        sentence(&change.summary),
        change.source,
        change.cause,
        id = change.id(),
    );
    for (what, location) in [("was", &located.old), ("is", &located.new)] {
        if let Some(location) = location {
            let location = escaped(&location.to_string());
            text.push_str(&format!(
                "<p class=\"facts\">{what}: <code>{location}</code></p>\n"
            ));
        }
    }
    text.push_str(&code_block(&migration(change)));
    for (what, found) in offers(change) {
        text.push_str(&format!(
            "<p>To {what}, add <code>{}</code> to <code>[{}]</code>.</p>\n",
            escaped(&found.line),
            escaped(&found.table)
        ));
    }
    if let Some(because) = &located.accepted {
        text.push_str(&format!("<p>Accepted: {}</p>\n", escaped(because)));
    }
    text.push_str("</article>\n");
    text
}

/// Returns the lines of a diff.
fn code_block(lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let marked = lines.iter().map(|line| {
        let tag = if line.starts_with('-') { "del" } else { "ins" };
        format!("<{tag}>{}</{tag}>", escaped(line))
    });
    format!("<pre>{}</pre>\n", marked.collect::<Vec<_>>().join("\n"))
}

/// Returns a sentence in which backticks mark code.
fn sentence(text: &str) -> String {
    let parts = text.split('`').enumerate().map(|(index, part)| {
        let part = escaped(part);
        match index % 2 {
            0 => part,
            _ => format!("<code>{part}</code>"),
        }
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_documents_is_escaped() {
        let text = "The default of `Pet::age` was `</code><script>alert(\"1\")</script>` & more.";
        let shown = sentence(text);
        assert!(!shown.contains("<script"), "{shown}");
        assert!(shown.starts_with("The default of <code>Pet::age</code> was <code>&lt;/code&gt;"));
        assert!(shown.ends_with("</code> &amp; more."), "{shown}");
    }
}
