//! One report of several people's files.

use crate::SAMPLE;
use crate::run::Folder;

/// The sample in two files: the part from one field on goes to another.
fn parted() -> (String, String) {
    let at = SAMPLE.find("\n建议:").expect("the field") + 1;
    let end = at + SAMPLE[at..].find("\n结语:").map_or(SAMPLE.len() - at, |end| end + 1);
    (format!("{}{}", &SAMPLE[..at], &SAMPLE[end..]), SAMPLE[at..end].to_owned())
}

#[test]
fn a_report_of_two_files_is_the_report_of_one() {
    let (own, other) = parted();
    let folder = Folder::with("资料/甲.yaml", format!("引入: 部门/\n{own}"));
    folder.write("资料/部门/调研组.yaml", &other);
    folder.write("一份.yaml", SAMPLE);
    folder.run(&["build", "资料/甲.yaml", "一份.yaml"]).ends(0);
    let body = |name: &str| folder.read(name).split_once("\n# ").expect("a title").1.to_owned();
    assert_eq!(body("out/甲.md"), body("out/一份.md"));
    folder.run(&["gaps", "资料/甲.yaml"]).ends(0).says(&["没有缺的"]);
}

#[test]
fn findings_stand_in_the_file_they_come_from() {
    let (own, other) = parted();
    let folder = Folder::with("甲.yaml", format!("引入: 乙.yaml\n{}", own.replacen("村数: 236", "村数: *", 1)));
    folder.write("乙.yaml", other.replacen("牵头: 县民政局", "牵头: '*'", 1));
    let check = folder.run(&["check", "甲.yaml", "--format", "concise"]).ends(1);
    assert!(check.out.lines().any(|line| line.starts_with("甲.yaml:") && line.contains("PH001")), "{}", check.out);
    assert!(check.out.lines().any(|line| line.starts_with("乙.yaml:") && line.contains("PH001")), "{}", check.out);
    folder.run(&["gaps", "甲.yaml"]).ends(1).says(&["文件", "甲.yaml", "乙.yaml"]);
    folder.write("乙.yaml", format!("{other}县名: 石桥县\n"));
    let check = folder.run(&["check", "甲.yaml"]).ends(1);
    check.says(&["“县名”两处写得不一样", "另一处写在这里", "乙.yaml", "甲.yaml"]);
    folder.write("甲.yaml", format!("引入: 丙.yaml\n{own}"));
    folder.run(&["check", "甲.yaml"]).ends(1).says(&["找不到要引入的文件“丙.yaml”", "甲.yaml:1"]);
}
