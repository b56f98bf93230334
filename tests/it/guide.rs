//! The guide of the first case: each of its pictures is made by `npm run screenshots`, and each stands in the tree.

use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Targets of the pictures of a Markdown text.
fn pictures(text: &str) -> Vec<&str> {
    text.split("![")
        .skip(1)
        .filter_map(|rest| rest.split_once("](")?.1.split_once(')').map(|(target, _)| target))
        .collect()
}

#[test]
fn every_picture_of_the_guide_and_of_the_readmes_stands_in_the_tree() {
    for (document, folder) in [("docs/first-case.ru.md", "docs"), ("README.md", ""), ("README.ru.md", "")] {
        let text = read(document);
        let found = pictures(&text);
        assert!(!found.is_empty(), "{document} shows pictures");
        for target in found {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder).join(target);
            assert!(path.is_file(), "{document}: {target} is not there");
        }
    }
}

#[test]
fn the_pictures_of_the_guide_come_from_the_test_that_walks_its_way() {
    let script = read("scripts/screenshots.mjs");
    let way = read("tests/window/main-way.test.mjs") + &read("tests/window/way.mjs");
    let list = script
        .split("const FIRST_CASE = {")
        .nth(1)
        .and_then(|rest| rest.split('}').next())
        .expect("the script lists the pictures");
    let mut kept = Vec::new();
    for line in list.lines().map(|line| line.trim().trim_end_matches(',')).filter(|line| !line.is_empty()) {
        let (from, to) = line.split_once(": ").expect("picture: name");
        let from = from.trim_matches('\'');
        // The sections are walked through by the names that the sidebar gives.
        let seen = way.contains(&format!("seen('{from}')")) || ["today", "documents"].contains(&from);
        assert!(seen, "no step of the main way looks at {from}");
        kept.push(to.trim_matches('\''));
    }
    for target in pictures(&read("docs/first-case.ru.md")) {
        let name = target.rsplit('/').next().and_then(|name| name.strip_suffix(".png")).expect("a PNG");
        assert!(kept.contains(&name), "{name} is not among the pictures of the script");
    }
}
