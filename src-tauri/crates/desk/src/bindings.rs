//! TypeScript for the page, made from the wire types: `ui/src/bindings/wire.ts`. A test fails when the file is stale;
//! `UPDATE=1 cargo test -p desk bindings` writes it anew.

use statute::{AlsoView, ComparedView, DueState, DueView, Kind, Outcome, SkippedView, WorkingStep};
use ts_rs::{Config, TS};

use crate::wire::{
    self, AttachmentOrigin, COMMANDS, CaseStatus, CasesSort, CasesView, Channel, IdentityMethod,
    RecipientKind, RowFate, RuleEffect, TrailAbout,
};

const HEAD: &str =
    "// Generated from `desk::wire`. Do not edit: a test compares this file with the Rust types.\n";

/// The page's cache tags, in the order in which they stand in the type.
const TAGS: &[&str] =
    &["session", "cases", "letters", "imports", "processors", "disclosures", "rules", "settings"];

/// Documentation and declaration of a type that lives below the desk.
fn of<T: TS>(config: &Config) -> (Option<String>, String) {
    (T::docs(), T::decl(config))
}

/// A declaration with one field a line, the way a person writes it.
fn laid_out(declaration: &str) -> String {
    let Some((head, body)) = declaration.split_once(" = {") else { return declaration.to_owned() };
    let Some(body) = body.rsplit_once('}').map(|(body, _)| body.trim()) else {
        return declaration.to_owned();
    };
    let (mut fields, mut field, mut depth, mut in_comment) = (Vec::new(), String::new(), 0i32, false);
    for c in body.chars() {
        if field.ends_with("/*") {
            in_comment = true;
        } else if field.ends_with("*/") {
            in_comment = false;
        }
        if !in_comment {
            depth += i32::from("{<[(".contains(c)) - i32::from("}>])".contains(c));
            if c == ',' && depth == 0 {
                fields.push(std::mem::take(&mut field));
                continue;
            }
        }
        field.push(c);
    }
    fields.push(field);
    let lines: Vec<String> =
        fields.iter().map(|f| f.trim()).filter(|f| !f.is_empty()).map(one_field).collect();
    format!("{head} = {{\n{}}};", lines.concat())
}

/// A field with its comment, if it has one, on the lines before it.
fn one_field(field: &str) -> String {
    match field.split_once("*/") {
        Some((comment, rest)) => {
            format!("{}  {};\n", comment_lines(comment.trim_start_matches("/**"), "  "), rest.trim())
        }
        None => format!("  {field};\n"),
    }
}

fn comment_lines(text: &str, indent: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.trim().trim_start_matches('*').trim())
        .filter(|line| !line.is_empty())
        .collect();
    match lines.as_slice() {
        [] => String::new(),
        [only] => format!("{indent}/** {only} */\n"),
        many => format!("{indent}/**\n{indent} * {}\n{indent} */\n", many.join(&format!("\n{indent} * "))),
    }
}

/// The whole file.
#[must_use]
pub fn typescript() -> String {
    // Numbers of rows and bytes stay below 2^53.
    let config = Config::new().with_large_int("number");
    let mut types = vec![
        of::<CaseStatus>(&config),
        of::<Channel>(&config),
        of::<IdentityMethod>(&config),
        of::<RowFate>(&config),
        of::<DueState>(&config),
        of::<CasesView>(&config),
        of::<CasesSort>(&config),
        of::<RecipientKind>(&config),
        of::<AttachmentOrigin>(&config),
        of::<RuleEffect>(&config),
        of::<TrailAbout>(&config),
        of::<Kind>(&config),
        of::<Outcome>(&config),
        of::<WorkingStep>(&config),
        of::<SkippedView>(&config),
        of::<ComparedView>(&config),
        of::<AlsoView>(&config),
        of::<DueView>(&config),
    ];
    types.extend(wire::all_types(&config));
    let mut out = HEAD.to_owned();
    for (docs, declaration) in types {
        out.push('\n');
        let docs = docs.unwrap_or_default();
        out.push_str(&comment_lines(docs.trim().trim_start_matches("/**").trim_end_matches("*/"), ""));
        out.push_str("export ");
        out.push_str(laid_out(&declaration).trim_end_matches(';'));
        out.push_str(";\n");
    }
    out.push_str("\n/** Requests whose body is raw bytes: secrets. */\nexport type Bytes = Uint8Array;\n");
    out.push_str("\n/** Every command with what it takes and gives. */\nexport type Commands = {\n");
    for c in COMMANDS {
        out.push_str(&format!("  {}: {{ request: {}; result: {} }};\n", c.name, c.request, c.result));
    }
    out.push_str("};\n\n/** Names of what the page keeps; a write names those that it makes stale. */\n");
    let quoted =
        |words: &[&str], by: &str| words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(by);
    out.push_str(&format!("export type CacheTag = {};\n", quoted(TAGS, " | ")));
    out.push_str("\n/** Columns of each list that goes to a file, in the order of its table. */\n");
    out.push_str("export const listColumns: Readonly<Record<ListName, readonly string[]>> = {\n");
    for list in wire::ListName::ALL {
        let columns = quoted(&crate::exports::column_ids(*list), ", ");
        out.push_str(&format!("  {}: [{columns}],\n", list.as_str()));
    }
    out.push_str("};\n");
    out.push_str("\n/** One line a command: whether it answers while locked, what it provides and what it makes stale. */\n");
    out.push_str("export const commands: ReadonlyArray<{ name: keyof Commands; locked: boolean; provides: ReadonlyArray<CacheTag>; invalidates: ReadonlyArray<CacheTag> }> = [\n");
    for c in COMMANDS {
        let (provides, invalidates) = (quoted(c.provides, ", "), quoted(c.invalidates, ", "));
        out.push_str(&format!(
            "  {{ name: \"{}\", locked: {}, provides: [{provides}], invalidates: [{invalidates}] }},\n",
            c.name, c.locked
        ));
    }
    out.push_str("];\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_bindings_are_fresh() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/bindings/wire.ts");
        let made = typescript();
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, &made).expect("written");
        }
        let kept = std::fs::read_to_string(&file).expect("the bindings are committed").replace("\r\n", "\n");
        assert!(kept == made, "ui/src/bindings/wire.ts is stale: UPDATE=1 cargo test -p desk bindings");
    }

    #[test]
    fn tags_are_known() {
        for c in COMMANDS {
            for tag in c.provides.iter().chain(c.invalidates) {
                assert!(TAGS.contains(tag), "{}: {tag}", c.name);
            }
        }
    }

    #[test]
    fn fields_stand_on_lines_of_their_own() {
        let declaration =
            "type A = { b: Array<C>, /**\n * Says, what it is.\n */\nd: { [key in string]: number }, };";
        let expected =
            "type A = {\n  b: Array<C>;\n  /** Says, what it is. */\n  d: { [key in string]: number };\n};";
        assert_eq!(laid_out(declaration), expected);
        assert_eq!(laid_out(r#"type A = "b" | "c";"#), r#"type A = "b" | "c";"#);
    }
}
