//! SARIF against the clauses of the standard that readers rely on. The check against the published schema needs the
//! schema, which is not ours to carry; `.ci/sarif.py` makes it.

use crate::WITH_GAPS;
use crate::run::{Folder, Run};
use serde_json::Value;
use std::collections::BTreeSet;

#[track_caller]
fn log(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("not one JSON document: {error}\n{}", run.out))
}

#[track_caller]
fn array<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no array {key} in {value}"))
}

#[track_caller]
fn number(value: &Value, key: &str) -> u64 {
    value[key].as_u64().unwrap_or_else(|| panic!("no number {key} in {value}"))
}

#[track_caller]
fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().filter(|text| !text.is_empty()).unwrap_or_else(|| panic!("no text {key} in {value}"))
}

/// 3.30: lines and columns from 1, ends not before starts, offsets beside them.
fn region_is_sound(region: &Value) {
    let (line, column) = (number(region, "startLine"), number(region, "startColumn"));
    let (end_line, end_column) = (number(region, "endLine"), number(region, "endColumn"));
    assert!(line >= 1 && column >= 1 && (end_line, end_column) >= (line, column), "{region}");
    number(region, "charOffset");
    let length = number(region, "charLength");
    assert!(line != end_line || end_column - column == length, "{region}");
}

/// 3.4: a URI reference without anything that must be encoded, and an index that leads to the same file.
fn location_is_sound(location: &Value, artifacts: &[Value]) {
    let uri = text(location, "uri");
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/%:".contains(c);
    assert!(uri.chars().all(allowed), "{uri}");
    let index = number(location, "index") as usize;
    assert_eq!(artifacts[index]["location"]["uri"], uri);
}

/// Everything in a log that the standard requires or that one part says about another.
fn is_sound(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    let runs = array(log, "runs");
    assert_eq!(runs.len(), 1, "one run for all files");
    let run = &runs[0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(text(driver, "name"), "zhibi");
    assert_eq!(text(driver, "version"), env!("CARGO_PKG_VERSION"));
    let artifacts = array(run, "artifacts");
    for (index, artifact) in artifacts.iter().enumerate() {
        assert_eq!(number(&artifact["location"], "index"), index as u64);
        location_is_sound(&artifact["location"], artifacts);
    }
    let rules = array(driver, "rules");
    let ids: BTreeSet<&str> = rules.iter().map(|rule| text(rule, "id")).collect();
    assert_eq!(ids.len(), rules.len(), "rule ids are unique (3.19.23)");
    for rule in rules.iter().chain(array(driver, "notifications")) {
        text(rule, "name");
        for part in ["shortDescription", "fullDescription", "help"] {
            text(&rule[part], "text");
        }
        text(&rule["help"], "markdown");
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap_or("warning");
        assert!(["error", "warning", "note"].contains(&level), "{level}");
    }
    let mut prints = BTreeSet::new();
    for result in array(run, "results") {
        let rule = &rules[number(result, "ruleIndex") as usize];
        assert_eq!(text(rule, "id"), text(result, "ruleId"), "3.27.6");
        assert!(["error", "warning", "note"].contains(&text(result, "level")));
        assert!(text(&result["message"], "text").ends_with(['。', '？', '！', '；']), "{}", result["message"]);
        for location in array(result, "locations") {
            let physical = &location["physicalLocation"];
            location_is_sound(&physical["artifactLocation"], artifacts);
            if !physical["region"].is_null() {
                region_is_sound(&physical["region"]);
            }
        }
        for fix in result["fixes"].as_array().into_iter().flatten() {
            for change in array(fix, "artifactChanges") {
                location_is_sound(&change["artifactLocation"], artifacts);
                for replacement in array(change, "replacements") {
                    region_is_sound(&replacement["deletedRegion"]);
                    assert!(replacement["insertedContent"]["text"].is_string());
                }
            }
        }
        let file = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        let print = text(&result["partialFingerprints"], "zhibiContext/v1");
        assert!(prints.insert((file.to_string(), print.to_owned())), "{print} twice in {file}");
    }
    for notice in array(&array(run, "invocations")[0], "toolExecutionNotifications") {
        text(&notice["message"], "text");
        let index = number(&notice["descriptor"], "index") as usize;
        assert_eq!(text(&driver["notifications"][index], "id"), text(&notice["descriptor"], "id"));
    }
}

#[test]
fn one_document_holds_all_files() {
    let folder = Folder::with("资料 一/甲.yaml", format!("{WITH_GAPS}\n乱写的: 1\n县铭: 乙\n"));
    folder.write("乙.txt", "全县有**家企业。\n全县有**家企业。\n（yī）完成一（yī）二（èr）三（sān）。\n");
    let run = folder.run(&["check", "资料 一/甲.yaml", "乙.txt", "--format", "sarif"]).ends(1);
    assert_eq!(run.err, "");
    let log = log(&run);
    is_sound(&log);
    let run = &log["runs"][0];
    assert_eq!(run["invocations"][0]["exitCode"], 1);
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let uris: Vec<&str> = array(run, "artifacts").iter().map(|artifact| text(&artifact["location"], "uri")).collect();
    assert_eq!(uris, ["%E8%B5%84%E6%96%99%20%E4%B8%80/%E7%94%B2.yaml", "%E4%B9%99.txt"]);
    assert!(array(run, "results").iter().any(|result| !result["fixes"].is_null()), "a misspelt field has a fix");
}

#[test]
fn nothing_found_is_a_document_too() {
    let folder = Folder::with("甲.txt", "全县有12家企业。\n");
    let log = log(&folder.run(&["check", "甲.txt", "--format", "sarif"]).ends(0));
    is_sound(&log);
    assert!(array(&log["runs"][0], "results").is_empty());
    assert_eq!(log["runs"][0]["artifacts"][0]["encoding"], "UTF-8");
    assert_eq!(log["runs"][0]["invocations"][0]["exitCode"], 0);
}

#[test]
fn a_file_that_cannot_be_read_is_a_notification() {
    let folder = Folder::with("甲.txt", "全县有**家企业。\n");
    let run = folder.run(&["check", "没有.txt", "甲.txt", "--format", "sarif"]).ends(2).complains(&["找不到文件"]);
    let log = log(&run);
    is_sound(&log);
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!((&invocation["executionSuccessful"], &invocation["exitCode"]), (&false.into(), &2.into()));
    let notice = &array(invocation, "toolExecutionNotifications")[0];
    assert_eq!((text(notice, "level"), text(&notice["descriptor"], "id")), ("error", "FS001"));
    assert_eq!(array(&log["runs"][0], "results").len(), 1, "the other file is checked all the same");
}

#[test]
fn standard_input_is_a_stream() {
    let run = Folder::new().run_with(&["check", "-", "--format", "sarif"], "全县有**家企业。\n".as_bytes()).ends(1);
    let log = log(&run);
    is_sound(&log);
    assert_eq!(log["runs"][0]["artifacts"][0]["roles"][1], "standardStream");
    let run = Folder::new().run_with(&["check", "-", "--format", "sarif"], "甲".repeat(2_000_000).as_bytes()).ends(2);
    is_sound(&self::log(&run.complains(&["太大"])));
}
