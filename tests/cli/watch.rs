//! `zhibi build --watch`: the same work again after every change, and nothing lost on a mistake.

use crate::SAMPLE;
use crate::run::Folder;
use std::io::{BufRead, BufReader};
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Longest wait for a line.
const PATIENCE: Duration = Duration::from_secs(60);

/// A run that goes on, with what it says on both streams.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(folder: &Folder, arguments: &[&str]) -> Watching {
        let mut child = folder.start(arguments);
        let (sender, lines) = channel();
        let streams: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(child.stdout.take().expect("stdout")), Box::new(child.stderr.take().expect("stderr"))];
        for stream in streams {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        Watching { child, lines }
    }

    /// Everything said until the run waits again.
    #[track_caller]
    fn round(&self) -> String {
        let mut said = String::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no more is said after:\n{said}"));
            said.push_str(&line);
            said.push('\n');
            if line.starts_with("看着这些文件") {
                // The other stream may come later.
                while let Ok(line) = self.lines.recv_timeout(Duration::from_millis(500)) {
                    said.push_str(&line);
                    said.push('\n');
                }
                return said;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_change_builds_again_and_a_mistake_keeps_the_last_good_output() {
    let folder = Folder::with("甲.yaml", SAMPLE);
    let run = Watching::start(&folder, &["build", "--watch", "甲.yaml"]);
    assert!(run.round().contains("已写出 out/甲.pdf"));
    let good = folder.read("out/甲.md");

    folder.write("甲.yaml", format!("{SAMPLE}\n县名: 又一个\n"));
    let said = run.round();
    assert!(said.contains("有改动：甲.yaml") && said.contains("写了两次") && said.contains("没有写成"), "{said}");
    assert_eq!(folder.read("out/甲.md"), good);

    folder.write("甲.yaml", SAMPLE.replace("柳溪镇", "柳河镇"));
    let said = run.round();
    assert!(said.contains("已写出 out/甲.md") && said.contains("已写出 out/甲.pdf"), "{said}");
    assert!(folder.read("out/甲.md").contains("柳河镇"));

    folder.write("zhibi.yaml", "规则:\n  没有这条: 关\n");
    let said = run.round();
    assert!(said.contains("有改动：zhibi.yaml"), "{said}");
}

#[test]
fn a_template_of_the_users_is_watched_with_its_parts() {
    let folder = Folder::with("甲.yaml", "种类: 短报\n县名: 青禾县\n");
    folder.write("模板/短报/schema.yaml", "名称: 短报\n字段:\n  - {名称: 县名, 必填: true}\n");
    folder.write("模板/短报/template.md", "# {{ 县名 }}短报\n\n工作已经完成。\n");
    let run = Watching::start(&folder, &["build", "-w", "甲.yaml", "--templates", "模板"]);
    assert!(run.round().contains("已写出 out/甲.pdf"));
    folder.write("模板/短报/template.md", "# {{ 县名 }}短报\n\n{% include \"结尾.md\" %}\n");
    let said = run.round();
    assert!(said.contains("template.md") && said.contains("结尾"), "{said}");
    assert!(folder.read("out/甲.md").contains("工作已经完成。"), "the last good output stays");
    folder.write("模板/短报/结尾.md", "全部工作已经完成。\n");
    assert!(run.round().contains("已写出 out/甲.md"));
    assert!(folder.read("out/甲.md").contains("全部工作已经完成。"));
}

#[test]
fn standard_input_cannot_be_watched() {
    Folder::new().run(&["build", "--watch", "-"]).ends(2).complains(&["--watch 看不了标准输入"]);
}
