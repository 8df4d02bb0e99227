//! Records of a delimited file as they stand in it.
//!
//! Owns finding them by their line. Must not read what they mean.

/// The heading of the reasons' column.
pub(in crate::import) const REASON_HEADER: &str = "refused because";

/// Appends the records that begin on the given lines (ascending), each with a text in a column of its own at the end.
pub(super) fn append(
    out: &mut String,
    text: &str,
    lines: &[(u64, &str)],
    (delimiter, quote): (char, Option<char>),
) {
    let mut wanted = lines.iter().peekable();
    let mut line = 1;
    let mut rest = text;
    while let Some((number, reason)) = wanted.peek() {
        if rest.is_empty() {
            return;
        }
        if line == *number {
            let record = first_record(rest, quote);
            out.push_str(record.trim_end_matches(['\r', '\n']));
            out.push(delimiter);
            // The file's own quote, so that it is read as the others are.
            let mark = quote.unwrap_or('"').to_string();
            out.push_str(&mark);
            out.push_str(&reason.replace(&mark, &mark.repeat(2)));
            out.push_str(&mark);
            out.push('\n');
            wanted.next();
            continue;
        }
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        rest = &rest[end..];
        line += 1;
    }
}

/// The record at the beginning of a text: up to the first line break outside quotes (RFC 4180, section 2).
fn first_record(text: &str, quote: Option<char>) -> &str {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if quote == Some(char::from(byte)) => quoted = !quoted,
            b'\n' if !quoted => return &text[..=at],
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_by_line_with_breaks_inside_quotes_kept() {
        let text = "a,b\r\n1,\"x\ny\"\n2,z\n3,w";
        let mut out = String::new();
        append(&mut out, text, &[(1, REASON_HEADER), (2, "bad \"x\""), (5, "no")], (',', Some('"')));
        assert_eq!(out, "a,b,\"refused because\"\n1,\"x\ny\",\"bad \"\"x\"\"\"\n3,w,\"no\"\n");
    }
}
